"""What the owner types about claim."""

from olcrm.kit.options import Verbs

room = Verbs()
