"""What the owner types about member."""

from olcrm.kit.options import Verbs

room = Verbs()
