"""What the owner types about ask."""

from olcrm.kit.options import Verbs

room = Verbs()
