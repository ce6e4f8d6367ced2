"""What the owner types about closure."""

from olcrm.kit.options import Verbs

room = Verbs()
