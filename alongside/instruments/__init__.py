"""Questionnaires and scales that belong to somebody: only their scores are kept here, and only under a licence.

Their questions are never part of Alongside. Whoever is allowed to use them electronically installs a plug-in of the
owner's; it asks the questions and adds them up, and what is kept is the score.
"""
