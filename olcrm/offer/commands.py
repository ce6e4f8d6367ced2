"""What the owner types about offer."""

from olcrm.kit.options import Verbs

room = Verbs()
