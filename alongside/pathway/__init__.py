"""A child's way from early help to protection and back: each step with its reason, and by when what is due.

A step changes how much help there is. It never changes who the family's people are: team, assessment, plan and
chronology stay. Clocks inform; one that is late carries its reason, and none of them stops anybody.
"""
