"""The one assessment of a child and family: people of several agencies and the family write it together.

Each part says who wrote it. Nobody's words are lost, beside each judgement stands who agrees and who does not, and a
finished assessment is signed and never changes; the next begins as its copy.
"""
