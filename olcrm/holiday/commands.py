"""What the owner types about holiday."""

from olcrm.kit.options import Verbs

room = Verbs()
