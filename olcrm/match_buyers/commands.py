"""What the owner types to learn whom a product would please."""

from olcrm.kit.options import Verbs

room = Verbs()
