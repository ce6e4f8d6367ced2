"""What the owner types about raffle."""

from olcrm.kit.options import Verbs

room = Verbs()
