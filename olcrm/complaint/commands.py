"""What the owner types about complaint."""

from olcrm.kit.options import Verbs

room = Verbs()
