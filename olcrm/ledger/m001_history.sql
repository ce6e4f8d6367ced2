-- The triggers of the first release that write each change down, as they were generated then.

CREATE TRIGGER history_setting_add AFTER INSERT ON setting  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'setting', new.id, new.id, 'add', NULL,
    NULL, NULL);
END;
CREATE TRIGGER history_setting_edit AFTER UPDATE OF id, key, value ON setting WHEN (new.id, new.key, new.value) IS NOT (old.id, old.key, old.value) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'setting', new.id, new.id, 'edit', json_object('id', old.id, 'key', old.key, 'value', old.value),
    NULL, NULL);
END;
CREATE TRIGGER history_setting_remove AFTER DELETE ON setting  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'setting', old.id, old.id, 'remove', json_object('id', old.id, 'key', old.key, 'value', old.value),
    NULL, NULL);
END;
CREATE TRIGGER history_account_add AFTER INSERT ON account  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'account', new.id, new.id, 'add', NULL,
    NULL, NULL);
END;
CREATE TRIGGER history_account_edit AFTER UPDATE OF id, bank, number, holder ON account WHEN (new.id, new.bank, new.number, new.holder) IS NOT (old.id, old.bank, old.number, old.holder) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'account', new.id, new.id, 'edit', json_object('id', old.id, 'bank', old.bank, 'number', old.number, 'holder', old.holder),
    NULL, NULL);
END;
CREATE TRIGGER history_account_remove AFTER DELETE ON account  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'account', old.id, old.id, 'remove', json_object('id', old.id, 'bank', old.bank, 'number', old.number, 'holder', old.holder),
    NULL, NULL);
END;
CREATE TRIGGER history_closure_add AFTER INSERT ON closure  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'closure', new.id, new.id, 'add', NULL,
    NULL, NULL);
END;
CREATE TRIGGER history_closure_edit AFTER UPDATE OF id, from_on, until_on, because ON closure WHEN (new.id, new.from_on, new.until_on, new.because) IS NOT (old.id, old.from_on, old.until_on, old.because) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'closure', new.id, new.id, 'edit', json_object('id', old.id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because),
    NULL, NULL);
END;
CREATE TRIGGER history_closure_remove AFTER DELETE ON closure  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'closure', old.id, old.id, 'remove', json_object('id', old.id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because),
    NULL, NULL);
END;
CREATE TRIGGER history_contact_add AFTER INSERT ON contact  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'contact', new.id, new.id, 'add', NULL,
    new.id, NULL);
END;
CREATE TRIGGER history_contact_edit AFTER UPDATE OF id, name, nickname, salutation, language, birthday, city, source, referred_by_id, greeting_wanted, created_at, archived_at, name_key, nickname_key, find_key ON contact WHEN (new.id, new.name, new.nickname, new.salutation, new.language, new.birthday, new.city, new.source, new.referred_by_id, new.greeting_wanted, new.created_at, new.archived_at, new.name_key, new.nickname_key, new.find_key) IS NOT (old.id, old.name, old.nickname, old.salutation, old.language, old.birthday, old.city, old.source, old.referred_by_id, old.greeting_wanted, old.created_at, old.archived_at, old.name_key, old.nickname_key, old.find_key) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'contact', new.id, new.id, 'edit', json_object('id', old.id, 'name', old.name, 'nickname', old.nickname, 'salutation', old.salutation, 'language', old.language, 'birthday', old.birthday, 'city', old.city, 'source', old.source, 'referred_by_id', old.referred_by_id, 'greeting_wanted', old.greeting_wanted, 'created_at', old.created_at, 'archived_at', old.archived_at, 'name_key', old.name_key, 'nickname_key', old.nickname_key, 'find_key', old.find_key),
    new.id, NULL);
END;
CREATE TRIGGER history_contact_remove AFTER DELETE ON contact  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'contact', old.id, old.id, 'remove', json_object('id', old.id, 'name', old.name, 'nickname', old.nickname, 'salutation', old.salutation, 'language', old.language, 'birthday', old.birthday, 'city', old.city, 'source', old.source, 'referred_by_id', old.referred_by_id, 'greeting_wanted', old.greeting_wanted, 'created_at', old.created_at, 'archived_at', old.archived_at, 'name_key', old.name_key, 'nickname_key', old.nickname_key, 'find_key', old.find_key),
    old.id, NULL);
END;
CREATE TRIGGER history_channel_add AFTER INSERT ON channel  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'channel', new.id, new.id, 'add', NULL,
    new.contact_id, NULL);
END;
CREATE TRIGGER history_channel_edit AFTER UPDATE OF id, contact_id, kind, value, typed ON channel WHEN (new.id, new.contact_id, new.kind, new.value, new.typed) IS NOT (old.id, old.contact_id, old.kind, old.value, old.typed) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'channel', new.id, new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'value', old.value, 'typed', old.typed),
    new.contact_id, NULL);
END;
CREATE TRIGGER history_channel_remove AFTER DELETE ON channel  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'channel', old.id, old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'value', old.value, 'typed', old.typed),
    old.contact_id, NULL);
END;
CREATE TRIGGER history_address_add AFTER INSERT ON address  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'address', new.id, new.id, 'add', NULL,
    new.contact_id, NULL);
END;
CREATE TRIGGER history_address_edit AFTER UPDATE OF id, contact_id, label, text, created_at ON address WHEN (new.id, new.contact_id, new.label, new.text, new.created_at) IS NOT (old.id, old.contact_id, old.label, old.text, old.created_at) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'address', new.id, new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'label', old.label, 'text', old.text, 'created_at', old.created_at),
    new.contact_id, NULL);
END;
CREATE TRIGGER history_address_remove AFTER DELETE ON address  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'address', old.id, old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'label', old.label, 'text', old.text, 'created_at', old.created_at),
    old.contact_id, NULL);
END;
CREATE TRIGGER history_tag_add AFTER INSERT ON tag  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'tag', new.id, new.id, 'add', NULL,
    new.contact_id, NULL);
END;
CREATE TRIGGER history_tag_edit AFTER UPDATE OF id, contact_id, name ON tag WHEN (new.id, new.contact_id, new.name) IS NOT (old.id, old.contact_id, old.name) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'tag', new.id, new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'name', old.name),
    new.contact_id, NULL);
END;
CREATE TRIGGER history_tag_remove AFTER DELETE ON tag  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'tag', old.id, old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'name', old.name),
    old.contact_id, NULL);
END;
CREATE TRIGGER history_size_add AFTER INSERT ON size  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'size', new.id, new.id, 'add', NULL,
    new.contact_id, NULL);
END;
CREATE TRIGGER history_size_edit AFTER UPDATE OF id, contact_id, what, value ON size WHEN (new.id, new.contact_id, new.what, new.value) IS NOT (old.id, old.contact_id, old.what, old.value) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'size', new.id, new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'what', old.what, 'value', old.value),
    new.contact_id, NULL);
END;
CREATE TRIGGER history_size_remove AFTER DELETE ON size  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'size', old.id, old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'what', old.what, 'value', old.value),
    old.contact_id, NULL);
END;
CREATE TRIGGER history_celebrates_add AFTER INSERT ON celebrates  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'celebrates', new.id, new.id, 'add', NULL,
    new.contact_id, NULL);
END;
CREATE TRIGGER history_celebrates_edit AFTER UPDATE OF id, contact_id, feast ON celebrates WHEN (new.id, new.contact_id, new.feast) IS NOT (old.id, old.contact_id, old.feast) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'celebrates', new.id, new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'feast', old.feast),
    new.contact_id, NULL);
END;
CREATE TRIGGER history_celebrates_remove AFTER DELETE ON celebrates  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'celebrates', old.id, old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'feast', old.feast),
    old.contact_id, NULL);
END;
CREATE TRIGGER history_pause_add AFTER INSERT ON pause  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'pause', new.id, new.id, 'add', NULL,
    new.contact_id, NULL);
END;
CREATE TRIGGER history_pause_edit AFTER UPDATE OF id, contact_id, from_on, until_on, because ON pause WHEN (new.id, new.contact_id, new.from_on, new.until_on, new.because) IS NOT (old.id, old.contact_id, old.from_on, old.until_on, old.because) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'pause', new.id, new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because),
    new.contact_id, NULL);
END;
CREATE TRIGGER history_pause_remove AFTER DELETE ON pause  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'pause', old.id, old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because),
    old.contact_id, NULL);
END;
CREATE TRIGGER history_template_add AFTER INSERT ON template  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'template', new.id, new.id, 'add', NULL,
    NULL, NULL);
END;
CREATE TRIGGER history_template_edit AFTER UPDATE OF id, name, language, text ON template WHEN (new.id, new.name, new.language, new.text) IS NOT (old.id, old.name, old.language, old.text) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'template', new.id, new.id, 'edit', json_object('id', old.id, 'name', old.name, 'language', old.language, 'text', old.text),
    NULL, NULL);
END;
CREATE TRIGGER history_template_remove AFTER DELETE ON template  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'template', old.id, old.id, 'remove', json_object('id', old.id, 'name', old.name, 'language', old.language, 'text', old.text),
    NULL, NULL);
END;
CREATE TRIGGER history_due_add AFTER INSERT ON due  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'due', new.id, new.id, 'add', NULL,
    new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.id));
END;
CREATE TRIGGER history_due_edit AFTER UPDATE OF id, contact_id, kind, memo, amount, created_on, created_at, due_on, closed_on, close_reason, snoozed_until, snooze_reason ON due WHEN (new.id, new.contact_id, new.kind, new.memo, new.amount, new.created_on, new.created_at, new.due_on, new.closed_on, new.close_reason, new.snoozed_until, new.snooze_reason) IS NOT (old.id, old.contact_id, old.kind, old.memo, old.amount, old.created_on, old.created_at, old.due_on, old.closed_on, old.close_reason, old.snoozed_until, old.snooze_reason) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'due', new.id, new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'memo', old.memo, 'amount', old.amount, 'created_on', old.created_on, 'created_at', old.created_at, 'due_on', old.due_on, 'closed_on', old.closed_on, 'close_reason', old.close_reason, 'snoozed_until', old.snoozed_until, 'snooze_reason', old.snooze_reason),
    new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.id));
END;
CREATE TRIGGER history_due_remove AFTER DELETE ON due  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'due', old.id, old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'memo', old.memo, 'amount', old.amount, 'created_on', old.created_on, 'created_at', old.created_at, 'due_on', old.due_on, 'closed_on', old.closed_on, 'close_reason', old.close_reason, 'snoozed_until', old.snoozed_until, 'snooze_reason', old.snooze_reason),
    old.contact_id, (SELECT id FROM sale_order WHERE due_id = old.id));
END;
CREATE TRIGGER history_payment_add AFTER INSERT ON payment  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'payment', new.id, new.id, 'add', NULL,
    new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_payment_edit AFTER UPDATE OF id, contact_id, due_id, amount, kind, method, paid_on, note, reverses_id, created_at ON payment WHEN (new.id, new.contact_id, new.due_id, new.amount, new.kind, new.method, new.paid_on, new.note, new.reverses_id, new.created_at) IS NOT (old.id, old.contact_id, old.due_id, old.amount, old.kind, old.method, old.paid_on, old.note, old.reverses_id, old.created_at) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'payment', new.id, new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'amount', old.amount, 'kind', old.kind, 'method', old.method, 'paid_on', old.paid_on, 'note', old.note, 'reverses_id', old.reverses_id, 'created_at', old.created_at),
    new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_payment_remove AFTER DELETE ON payment  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'payment', old.id, old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'amount', old.amount, 'kind', old.kind, 'method', old.method, 'paid_on', old.paid_on, 'note', old.note, 'reverses_id', old.reverses_id, 'created_at', old.created_at),
    old.contact_id, (SELECT id FROM sale_order WHERE due_id = old.due_id));
END;
CREATE TRIGGER history_sale_order_add AFTER INSERT ON sale_order  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'sale_order', new.id, new.id, 'add', NULL,
    new.contact_id, new.id);
END;
CREATE TRIGGER history_sale_order_edit AFTER UPDATE OF id, contact_id, due_id, ordered_on, ordered_at, keep_until, promised_on, shipping, discount, unique_code, recipient, recipient_phone, address, gift, dropship_from, note, source, number, making_on, ready_on, shipped_on, arrived_on, closed_as, closed_on ON sale_order WHEN (new.id, new.contact_id, new.due_id, new.ordered_on, new.ordered_at, new.keep_until, new.promised_on, new.shipping, new.discount, new.unique_code, new.recipient, new.recipient_phone, new.address, new.gift, new.dropship_from, new.note, new.source, new.number, new.making_on, new.ready_on, new.shipped_on, new.arrived_on, new.closed_as, new.closed_on) IS NOT (old.id, old.contact_id, old.due_id, old.ordered_on, old.ordered_at, old.keep_until, old.promised_on, old.shipping, old.discount, old.unique_code, old.recipient, old.recipient_phone, old.address, old.gift, old.dropship_from, old.note, old.source, old.number, old.making_on, old.ready_on, old.shipped_on, old.arrived_on, old.closed_as, old.closed_on) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'sale_order', new.id, new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'ordered_on', old.ordered_on, 'ordered_at', old.ordered_at, 'keep_until', old.keep_until, 'promised_on', old.promised_on, 'shipping', old.shipping, 'discount', old.discount, 'unique_code', old.unique_code, 'recipient', old.recipient, 'recipient_phone', old.recipient_phone, 'address', old.address, 'gift', old.gift, 'dropship_from', old.dropship_from, 'note', old.note, 'source', old.source, 'number', old.number, 'making_on', old.making_on, 'ready_on', old.ready_on, 'shipped_on', old.shipped_on, 'arrived_on', old.arrived_on, 'closed_as', old.closed_as, 'closed_on', old.closed_on),
    new.contact_id, new.id);
END;
CREATE TRIGGER history_sale_order_remove AFTER DELETE ON sale_order  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'sale_order', old.id, old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'ordered_on', old.ordered_on, 'ordered_at', old.ordered_at, 'keep_until', old.keep_until, 'promised_on', old.promised_on, 'shipping', old.shipping, 'discount', old.discount, 'unique_code', old.unique_code, 'recipient', old.recipient, 'recipient_phone', old.recipient_phone, 'address', old.address, 'gift', old.gift, 'dropship_from', old.dropship_from, 'note', old.note, 'source', old.source, 'number', old.number, 'making_on', old.making_on, 'ready_on', old.ready_on, 'shipped_on', old.shipped_on, 'arrived_on', old.arrived_on, 'closed_as', old.closed_as, 'closed_on', old.closed_on),
    old.contact_id, old.id);
END;
CREATE TRIGGER history_order_line_add AFTER INSERT ON order_line  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'order_line', new.id, new.id, 'add', NULL,
    (SELECT contact_id FROM sale_order WHERE id = new.order_id), new.order_id);
END;
CREATE TRIGGER history_order_line_edit AFTER UPDATE OF id, order_id, sku, name, qty, price ON order_line WHEN (new.id, new.order_id, new.sku, new.name, new.qty, new.price) IS NOT (old.id, old.order_id, old.sku, old.name, old.qty, old.price) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'order_line', new.id, new.id, 'edit', json_object('id', old.id, 'order_id', old.order_id, 'sku', old.sku, 'name', old.name, 'qty', old.qty, 'price', old.price),
    (SELECT contact_id FROM sale_order WHERE id = new.order_id), new.order_id);
END;
CREATE TRIGGER history_order_line_remove AFTER DELETE ON order_line  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'order_line', old.id, old.id, 'remove', json_object('id', old.id, 'order_id', old.order_id, 'sku', old.sku, 'name', old.name, 'qty', old.qty, 'price', old.price),
    (SELECT contact_id FROM sale_order WHERE id = old.order_id), old.order_id);
END;
CREATE TRIGGER history_message_add AFTER INSERT ON message  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'message', new.id, new.id, 'add', NULL,
    new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_message_edit AFTER UPDATE OF id, contact_id, due_id, direction, purpose, step, occasion, text, said_at ON message WHEN (new.id, new.contact_id, new.due_id, new.direction, new.purpose, new.step, new.occasion, new.text, new.said_at) IS NOT (old.id, old.contact_id, old.due_id, old.direction, old.purpose, old.step, old.occasion, old.text, old.said_at) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'message', new.id, new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'direction', old.direction, 'purpose', old.purpose, 'step', old.step, 'occasion', old.occasion, 'text', old.text, 'said_at', old.said_at),
    new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_message_remove AFTER DELETE ON message  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'message', old.id, old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'direction', old.direction, 'purpose', old.purpose, 'step', old.step, 'occasion', old.occasion, 'text', old.text, 'said_at', old.said_at),
    old.contact_id, (SELECT id FROM sale_order WHERE due_id = old.due_id));
END;
CREATE TRIGGER history_note_add AFTER INSERT ON note  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'note', new.id, new.id, 'add', NULL,
    new.contact_id, new.order_id);
END;
CREATE TRIGGER history_note_edit AFTER UPDATE OF id, contact_id, order_id, text, private, noted_at ON note WHEN (new.id, new.contact_id, new.order_id, new.text, new.private, new.noted_at) IS NOT (old.id, old.contact_id, old.order_id, old.text, old.private, old.noted_at) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'note', new.id, new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'text', old.text, 'private', old.private, 'noted_at', old.noted_at),
    new.contact_id, new.order_id);
END;
CREATE TRIGGER history_note_remove AFTER DELETE ON note  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'note', old.id, old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'text', old.text, 'private', old.private, 'noted_at', old.noted_at),
    old.contact_id, old.order_id);
END;
CREATE TRIGGER history_import_batch_add AFTER INSERT ON import_batch  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'import_batch', new.id, new.id, 'add', NULL,
    NULL, NULL);
END;
CREATE TRIGGER history_import_batch_edit AFTER UPDATE OF id, kind, file_name, fingerprint, rows, imported_at ON import_batch WHEN (new.id, new.kind, new.file_name, new.fingerprint, new.rows, new.imported_at) IS NOT (old.id, old.kind, old.file_name, old.fingerprint, old.rows, old.imported_at) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'import_batch', new.id, new.id, 'edit', json_object('id', old.id, 'kind', old.kind, 'file_name', old.file_name, 'fingerprint', old.fingerprint, 'rows', old.rows, 'imported_at', old.imported_at),
    NULL, NULL);
END;
CREATE TRIGGER history_import_batch_remove AFTER DELETE ON import_batch  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'import_batch', old.id, old.id, 'remove', json_object('id', old.id, 'kind', old.kind, 'file_name', old.file_name, 'fingerprint', old.fingerprint, 'rows', old.rows, 'imported_at', old.imported_at),
    NULL, NULL);
END;
CREATE TRIGGER history_import_row_add AFTER INSERT ON import_row  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'import_row', new.id, new.id, 'add', NULL,
    new.contact_id, new.order_id);
END;
CREATE TRIGGER history_import_row_edit AFTER UPDATE OF id, batch_id, row_number, fingerprint, contact_id, order_id ON import_row WHEN (new.id, new.batch_id, new.row_number, new.fingerprint, new.contact_id, new.order_id) IS NOT (old.id, old.batch_id, old.row_number, old.fingerprint, old.contact_id, old.order_id) BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'import_row', new.id, new.id, 'edit', json_object('id', old.id, 'batch_id', old.batch_id, 'row_number', old.row_number, 'fingerprint', old.fingerprint, 'contact_id', old.contact_id, 'order_id', old.order_id),
    new.contact_id, new.order_id);
END;
CREATE TRIGGER history_import_row_remove AFTER DELETE ON import_row  BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), 'import_row', old.id, old.id, 'remove', json_object('id', old.id, 'batch_id', old.batch_id, 'row_number', old.row_number, 'fingerprint', old.fingerprint, 'contact_id', old.contact_id, 'order_id', old.order_id),
    old.contact_id, old.order_id);
END;
