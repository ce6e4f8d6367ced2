"""What the owner types about gift."""

from olcrm.kit.options import Verbs

room = Verbs()
