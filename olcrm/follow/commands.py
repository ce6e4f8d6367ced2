"""What the owner types about follow."""

from olcrm.kit.options import Verbs

room = Verbs()
