"""Folders that a service copies about, and what it leaves in them."""

import pytest

from olcrm.ledger import surroundings


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/ani/Dropbox/toko/crm.db", "Dropbox"),
        ("/home/ani/Dropbox (Pribadi)/crm.db", "Dropbox"),
        ("/Users/ani/OneDrive - Toko Ani/crm.db", "OneDrive"),
        ("/Users/ani/Google Drive/crm.db", "Google Drive"),
        ("/Users/ani/Library/CloudStorage/GoogleDrive-ani@example.com/My Drive/crm.db", "Google Drive"),
        ("/Users/ani/Library/Mobile Documents/com~apple~CloudDocs/crm.db", "iCloud"),
        ("/home/ani/Nextcloud/crm.db", "Nextcloud"),
        ("/home/ani/.local/share/olcrm/crm.db", None),
        ("/home/ani/dropboxes/crm.db", None),
    ],
)
def test_a_folder_that_is_copied_to_other_machines_is_known_by_its_name(path, service):
    assert surroundings.synced_by(path.split("/")) == service


def test_conflicting_copies_are_ledgers_of_ours_beside_it_with_a_mark_in_their_name(ledger):
    content = ledger.read_bytes()
    folder = ledger.parent
    twins = [
        "olcrm (Ani's conflicted copy 2026-11-22).db",
        "olcrm (1).db",
        "olcrm.sync-conflict-20261122-120000-ABC.db",
    ]
    for name in (*twins, "olcrm-2025.db", "toko (1).db"):
        (folder / name).write_bytes(content)
    (folder / "olcrm (2).db").write_bytes(b"no ledger")
    assert [path.name for path in surroundings.twins(ledger)] == sorted(twins)
