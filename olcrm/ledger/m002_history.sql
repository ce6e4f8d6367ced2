-- The triggers of the second release that write each change down, as they were generated then.

DROP TRIGGER history_setting_add;
DROP TRIGGER history_setting_edit;
DROP TRIGGER history_setting_remove;
DROP TRIGGER history_account_add;
DROP TRIGGER history_account_edit;
DROP TRIGGER history_account_remove;
DROP TRIGGER history_closure_add;
DROP TRIGGER history_closure_edit;
DROP TRIGGER history_closure_remove;
DROP TRIGGER history_contact_add;
DROP TRIGGER history_contact_edit;
DROP TRIGGER history_contact_remove;
DROP TRIGGER history_channel_add;
DROP TRIGGER history_channel_edit;
DROP TRIGGER history_channel_remove;
DROP TRIGGER history_address_add;
DROP TRIGGER history_address_edit;
DROP TRIGGER history_address_remove;
DROP TRIGGER history_tag_add;
DROP TRIGGER history_tag_edit;
DROP TRIGGER history_tag_remove;
DROP TRIGGER history_size_add;
DROP TRIGGER history_size_edit;
DROP TRIGGER history_size_remove;
DROP TRIGGER history_celebrates_add;
DROP TRIGGER history_celebrates_edit;
DROP TRIGGER history_celebrates_remove;
DROP TRIGGER history_pause_add;
DROP TRIGGER history_pause_edit;
DROP TRIGGER history_pause_remove;
DROP TRIGGER history_template_add;
DROP TRIGGER history_template_edit;
DROP TRIGGER history_template_remove;
DROP TRIGGER history_due_add;
DROP TRIGGER history_due_edit;
DROP TRIGGER history_due_remove;
DROP TRIGGER history_payment_add;
DROP TRIGGER history_payment_edit;
DROP TRIGGER history_payment_remove;
DROP TRIGGER history_sale_order_add;
DROP TRIGGER history_sale_order_edit;
DROP TRIGGER history_sale_order_remove;
DROP TRIGGER history_order_line_add;
DROP TRIGGER history_order_line_edit;
DROP TRIGGER history_order_line_remove;
DROP TRIGGER history_message_add;
DROP TRIGGER history_message_edit;
DROP TRIGGER history_message_remove;
DROP TRIGGER history_note_add;
DROP TRIGGER history_note_edit;
DROP TRIGGER history_note_remove;
DROP TRIGGER history_import_batch_add;
DROP TRIGGER history_import_batch_edit;
DROP TRIGGER history_import_batch_remove;
DROP TRIGGER history_import_row_add;
DROP TRIGGER history_import_row_edit;
DROP TRIGGER history_import_row_remove;

CREATE TRIGGER history_setting_add AFTER INSERT ON setting BEGIN
  INSERT INTO remember VALUES ('setting', new.id, 'add', NULL, NULL, NULL);
END;
CREATE TRIGGER history_setting_edit AFTER UPDATE ON setting WHEN (new.id, new.key, new.value) IS NOT (old.id, old.key, old.value) BEGIN
  INSERT INTO remember VALUES ('setting', new.id, 'edit', json_object('id', old.id, 'key', old.key, 'value', old.value), NULL, NULL);
END;
CREATE TRIGGER history_setting_remove AFTER DELETE ON setting BEGIN
  INSERT INTO remember VALUES ('setting', old.id, 'remove', json_object('id', old.id, 'key', old.key, 'value', old.value), NULL, NULL);
END;
CREATE TRIGGER history_account_add AFTER INSERT ON account BEGIN
  INSERT INTO remember VALUES ('account', new.id, 'add', NULL, NULL, NULL);
END;
CREATE TRIGGER history_account_edit AFTER UPDATE ON account WHEN (new.id, new.bank, new.number, new.holder) IS NOT (old.id, old.bank, old.number, old.holder) BEGIN
  INSERT INTO remember VALUES ('account', new.id, 'edit', json_object('id', old.id, 'bank', old.bank, 'number', old.number, 'holder', old.holder), NULL, NULL);
END;
CREATE TRIGGER history_account_remove AFTER DELETE ON account BEGIN
  INSERT INTO remember VALUES ('account', old.id, 'remove', json_object('id', old.id, 'bank', old.bank, 'number', old.number, 'holder', old.holder), NULL, NULL);
END;
CREATE TRIGGER history_closure_add AFTER INSERT ON closure BEGIN
  INSERT INTO remember VALUES ('closure', new.id, 'add', NULL, NULL, NULL);
END;
CREATE TRIGGER history_closure_edit AFTER UPDATE ON closure WHEN (new.id, new.from_on, new.until_on, new.because) IS NOT (old.id, old.from_on, old.until_on, old.because) BEGIN
  INSERT INTO remember VALUES ('closure', new.id, 'edit', json_object('id', old.id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because), NULL, NULL);
END;
CREATE TRIGGER history_closure_remove AFTER DELETE ON closure BEGIN
  INSERT INTO remember VALUES ('closure', old.id, 'remove', json_object('id', old.id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because), NULL, NULL);
END;
CREATE TRIGGER history_contact_add AFTER INSERT ON contact BEGIN
  INSERT INTO remember VALUES ('contact', new.id, 'add', NULL, new.id, NULL);
END;
CREATE TRIGGER history_contact_edit AFTER UPDATE ON contact WHEN (new.id, new.name, new.nickname, new.salutation, new.language, new.birthday, new.city, new.source, new.referred_by_id, new.greeting_wanted, new.created_at, new.archived_at, new.name_key, new.nickname_key, new.find_key) IS NOT (old.id, old.name, old.nickname, old.salutation, old.language, old.birthday, old.city, old.source, old.referred_by_id, old.greeting_wanted, old.created_at, old.archived_at, old.name_key, old.nickname_key, old.find_key) BEGIN
  INSERT INTO remember VALUES ('contact', new.id, 'edit', json_object('id', old.id, 'name', old.name, 'nickname', old.nickname, 'salutation', old.salutation, 'language', old.language, 'birthday', old.birthday, 'city', old.city, 'source', old.source, 'referred_by_id', old.referred_by_id, 'greeting_wanted', old.greeting_wanted, 'created_at', old.created_at, 'archived_at', old.archived_at, 'name_key', old.name_key, 'nickname_key', old.nickname_key, 'find_key', old.find_key), new.id, NULL);
END;
CREATE TRIGGER history_contact_remove AFTER DELETE ON contact BEGIN
  INSERT INTO remember VALUES ('contact', old.id, 'remove', json_object('id', old.id, 'name', old.name, 'nickname', old.nickname, 'salutation', old.salutation, 'language', old.language, 'birthday', old.birthday, 'city', old.city, 'source', old.source, 'referred_by_id', old.referred_by_id, 'greeting_wanted', old.greeting_wanted, 'created_at', old.created_at, 'archived_at', old.archived_at, 'name_key', old.name_key, 'nickname_key', old.nickname_key, 'find_key', old.find_key), old.id, NULL);
END;
CREATE TRIGGER history_channel_add AFTER INSERT ON channel BEGIN
  INSERT INTO remember VALUES ('channel', new.id, 'add', NULL, new.contact_id, NULL);
END;
CREATE TRIGGER history_channel_edit AFTER UPDATE ON channel WHEN (new.id, new.contact_id, new.kind, new.value, new.typed) IS NOT (old.id, old.contact_id, old.kind, old.value, old.typed) BEGIN
  INSERT INTO remember VALUES ('channel', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'value', old.value, 'typed', old.typed), new.contact_id, NULL);
END;
CREATE TRIGGER history_channel_remove AFTER DELETE ON channel BEGIN
  INSERT INTO remember VALUES ('channel', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'value', old.value, 'typed', old.typed), old.contact_id, NULL);
END;
CREATE TRIGGER history_address_add AFTER INSERT ON address BEGIN
  INSERT INTO remember VALUES ('address', new.id, 'add', NULL, new.contact_id, NULL);
END;
CREATE TRIGGER history_address_edit AFTER UPDATE ON address WHEN (new.id, new.contact_id, new.label, new.text, new.created_at) IS NOT (old.id, old.contact_id, old.label, old.text, old.created_at) BEGIN
  INSERT INTO remember VALUES ('address', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'label', old.label, 'text', old.text, 'created_at', old.created_at), new.contact_id, NULL);
END;
CREATE TRIGGER history_address_remove AFTER DELETE ON address BEGIN
  INSERT INTO remember VALUES ('address', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'label', old.label, 'text', old.text, 'created_at', old.created_at), old.contact_id, NULL);
END;
CREATE TRIGGER history_tag_add AFTER INSERT ON tag BEGIN
  INSERT INTO remember VALUES ('tag', new.id, 'add', NULL, new.contact_id, NULL);
END;
CREATE TRIGGER history_tag_edit AFTER UPDATE ON tag WHEN (new.id, new.contact_id, new.name) IS NOT (old.id, old.contact_id, old.name) BEGIN
  INSERT INTO remember VALUES ('tag', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'name', old.name), new.contact_id, NULL);
END;
CREATE TRIGGER history_tag_remove AFTER DELETE ON tag BEGIN
  INSERT INTO remember VALUES ('tag', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'name', old.name), old.contact_id, NULL);
END;
CREATE TRIGGER history_size_add AFTER INSERT ON size BEGIN
  INSERT INTO remember VALUES ('size', new.id, 'add', NULL, new.contact_id, NULL);
END;
CREATE TRIGGER history_size_edit AFTER UPDATE ON size WHEN (new.id, new.contact_id, new.what, new.value) IS NOT (old.id, old.contact_id, old.what, old.value) BEGIN
  INSERT INTO remember VALUES ('size', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'what', old.what, 'value', old.value), new.contact_id, NULL);
END;
CREATE TRIGGER history_size_remove AFTER DELETE ON size BEGIN
  INSERT INTO remember VALUES ('size', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'what', old.what, 'value', old.value), old.contact_id, NULL);
END;
CREATE TRIGGER history_celebrates_add AFTER INSERT ON celebrates BEGIN
  INSERT INTO remember VALUES ('celebrates', new.id, 'add', NULL, new.contact_id, NULL);
END;
CREATE TRIGGER history_celebrates_edit AFTER UPDATE ON celebrates WHEN (new.id, new.contact_id, new.feast) IS NOT (old.id, old.contact_id, old.feast) BEGIN
  INSERT INTO remember VALUES ('celebrates', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'feast', old.feast), new.contact_id, NULL);
END;
CREATE TRIGGER history_celebrates_remove AFTER DELETE ON celebrates BEGIN
  INSERT INTO remember VALUES ('celebrates', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'feast', old.feast), old.contact_id, NULL);
END;
CREATE TRIGGER history_pause_add AFTER INSERT ON pause BEGIN
  INSERT INTO remember VALUES ('pause', new.id, 'add', NULL, new.contact_id, NULL);
END;
CREATE TRIGGER history_pause_edit AFTER UPDATE ON pause WHEN (new.id, new.contact_id, new.from_on, new.until_on, new.because) IS NOT (old.id, old.contact_id, old.from_on, old.until_on, old.because) BEGIN
  INSERT INTO remember VALUES ('pause', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because), new.contact_id, NULL);
END;
CREATE TRIGGER history_pause_remove AFTER DELETE ON pause BEGIN
  INSERT INTO remember VALUES ('pause', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because), old.contact_id, NULL);
END;
CREATE TRIGGER history_template_add AFTER INSERT ON template BEGIN
  INSERT INTO remember VALUES ('template', new.id, 'add', NULL, NULL, NULL);
END;
CREATE TRIGGER history_template_edit AFTER UPDATE ON template WHEN (new.id, new.name, new.language, new.text) IS NOT (old.id, old.name, old.language, old.text) BEGIN
  INSERT INTO remember VALUES ('template', new.id, 'edit', json_object('id', old.id, 'name', old.name, 'language', old.language, 'text', old.text), NULL, NULL);
END;
CREATE TRIGGER history_template_remove AFTER DELETE ON template BEGIN
  INSERT INTO remember VALUES ('template', old.id, 'remove', json_object('id', old.id, 'name', old.name, 'language', old.language, 'text', old.text), NULL, NULL);
END;
CREATE TRIGGER history_due_add AFTER INSERT ON due BEGIN
  INSERT INTO remember VALUES ('due', new.id, 'add', NULL, new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.id));
END;
CREATE TRIGGER history_due_edit AFTER UPDATE ON due WHEN (new.id, new.contact_id, new.kind, new.memo, new.amount, new.created_on, new.created_at, new.due_on, new.closed_on, new.close_reason, new.snoozed_until, new.snooze_reason) IS NOT (old.id, old.contact_id, old.kind, old.memo, old.amount, old.created_on, old.created_at, old.due_on, old.closed_on, old.close_reason, old.snoozed_until, old.snooze_reason) BEGIN
  INSERT INTO remember VALUES ('due', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'memo', old.memo, 'amount', old.amount, 'created_on', old.created_on, 'created_at', old.created_at, 'due_on', old.due_on, 'closed_on', old.closed_on, 'close_reason', old.close_reason, 'snoozed_until', old.snoozed_until, 'snooze_reason', old.snooze_reason), new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.id));
END;
CREATE TRIGGER history_due_remove AFTER DELETE ON due BEGIN
  INSERT INTO remember VALUES ('due', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'memo', old.memo, 'amount', old.amount, 'created_on', old.created_on, 'created_at', old.created_at, 'due_on', old.due_on, 'closed_on', old.closed_on, 'close_reason', old.close_reason, 'snoozed_until', old.snoozed_until, 'snooze_reason', old.snooze_reason), old.contact_id, (SELECT id FROM sale_order WHERE due_id = old.id));
END;
CREATE TRIGGER history_payment_add AFTER INSERT ON payment BEGIN
  INSERT INTO remember VALUES ('payment', new.id, 'add', NULL, new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_payment_edit AFTER UPDATE ON payment WHEN (new.id, new.contact_id, new.due_id, new.amount, new.kind, new.method, new.paid_on, new.note, new.reverses_id, new.created_at) IS NOT (old.id, old.contact_id, old.due_id, old.amount, old.kind, old.method, old.paid_on, old.note, old.reverses_id, old.created_at) BEGIN
  INSERT INTO remember VALUES ('payment', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'amount', old.amount, 'kind', old.kind, 'method', old.method, 'paid_on', old.paid_on, 'note', old.note, 'reverses_id', old.reverses_id, 'created_at', old.created_at), new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_payment_remove AFTER DELETE ON payment BEGIN
  INSERT INTO remember VALUES ('payment', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'amount', old.amount, 'kind', old.kind, 'method', old.method, 'paid_on', old.paid_on, 'note', old.note, 'reverses_id', old.reverses_id, 'created_at', old.created_at), old.contact_id, (SELECT id FROM sale_order WHERE due_id = old.due_id));
END;
CREATE TRIGGER history_sale_order_add AFTER INSERT ON sale_order BEGIN
  INSERT INTO remember VALUES ('sale_order', new.id, 'add', NULL, new.contact_id, new.id);
END;
CREATE TRIGGER history_sale_order_edit AFTER UPDATE ON sale_order WHEN (new.id, new.contact_id, new.due_id, new.ordered_on, new.ordered_at, new.keep_until, new.promised_on, new.shipping, new.discount, new.unique_code, new.recipient, new.recipient_phone, new.address, new.gift, new.dropship_from, new.note, new.source, new.number, new.making_on, new.ready_on, new.shipped_on, new.arrived_on, new.closed_as, new.closed_on) IS NOT (old.id, old.contact_id, old.due_id, old.ordered_on, old.ordered_at, old.keep_until, old.promised_on, old.shipping, old.discount, old.unique_code, old.recipient, old.recipient_phone, old.address, old.gift, old.dropship_from, old.note, old.source, old.number, old.making_on, old.ready_on, old.shipped_on, old.arrived_on, old.closed_as, old.closed_on) BEGIN
  INSERT INTO remember VALUES ('sale_order', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'ordered_on', old.ordered_on, 'ordered_at', old.ordered_at, 'keep_until', old.keep_until, 'promised_on', old.promised_on, 'shipping', old.shipping, 'discount', old.discount, 'unique_code', old.unique_code, 'recipient', old.recipient, 'recipient_phone', old.recipient_phone, 'address', old.address, 'gift', old.gift, 'dropship_from', old.dropship_from, 'note', old.note, 'source', old.source, 'number', old.number, 'making_on', old.making_on, 'ready_on', old.ready_on, 'shipped_on', old.shipped_on, 'arrived_on', old.arrived_on, 'closed_as', old.closed_as, 'closed_on', old.closed_on), new.contact_id, new.id);
END;
CREATE TRIGGER history_sale_order_remove AFTER DELETE ON sale_order BEGIN
  INSERT INTO remember VALUES ('sale_order', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'ordered_on', old.ordered_on, 'ordered_at', old.ordered_at, 'keep_until', old.keep_until, 'promised_on', old.promised_on, 'shipping', old.shipping, 'discount', old.discount, 'unique_code', old.unique_code, 'recipient', old.recipient, 'recipient_phone', old.recipient_phone, 'address', old.address, 'gift', old.gift, 'dropship_from', old.dropship_from, 'note', old.note, 'source', old.source, 'number', old.number, 'making_on', old.making_on, 'ready_on', old.ready_on, 'shipped_on', old.shipped_on, 'arrived_on', old.arrived_on, 'closed_as', old.closed_as, 'closed_on', old.closed_on), old.contact_id, old.id);
END;
CREATE TRIGGER history_order_line_add AFTER INSERT ON order_line BEGIN
  INSERT INTO remember VALUES ('order_line', new.id, 'add', NULL, (SELECT contact_id FROM sale_order WHERE id = new.order_id), new.order_id);
END;
CREATE TRIGGER history_order_line_edit AFTER UPDATE ON order_line WHEN (new.id, new.order_id, new.sku, new.name, new.qty, new.price) IS NOT (old.id, old.order_id, old.sku, old.name, old.qty, old.price) BEGIN
  INSERT INTO remember VALUES ('order_line', new.id, 'edit', json_object('id', old.id, 'order_id', old.order_id, 'sku', old.sku, 'name', old.name, 'qty', old.qty, 'price', old.price), (SELECT contact_id FROM sale_order WHERE id = new.order_id), new.order_id);
END;
CREATE TRIGGER history_order_line_remove AFTER DELETE ON order_line BEGIN
  INSERT INTO remember VALUES ('order_line', old.id, 'remove', json_object('id', old.id, 'order_id', old.order_id, 'sku', old.sku, 'name', old.name, 'qty', old.qty, 'price', old.price), (SELECT contact_id FROM sale_order WHERE id = old.order_id), old.order_id);
END;
CREATE TRIGGER history_message_add AFTER INSERT ON message BEGIN
  INSERT INTO remember VALUES ('message', new.id, 'add', NULL, new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_message_edit AFTER UPDATE ON message WHEN (new.id, new.contact_id, new.due_id, new.direction, new.purpose, new.step, new.occasion, new.text, new.said_at) IS NOT (old.id, old.contact_id, old.due_id, old.direction, old.purpose, old.step, old.occasion, old.text, old.said_at) BEGIN
  INSERT INTO remember VALUES ('message', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'direction', old.direction, 'purpose', old.purpose, 'step', old.step, 'occasion', old.occasion, 'text', old.text, 'said_at', old.said_at), new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_message_remove AFTER DELETE ON message BEGIN
  INSERT INTO remember VALUES ('message', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'direction', old.direction, 'purpose', old.purpose, 'step', old.step, 'occasion', old.occasion, 'text', old.text, 'said_at', old.said_at), old.contact_id, (SELECT id FROM sale_order WHERE due_id = old.due_id));
END;
CREATE TRIGGER history_note_add AFTER INSERT ON note BEGIN
  INSERT INTO remember VALUES ('note', new.id, 'add', NULL, new.contact_id, new.order_id);
END;
CREATE TRIGGER history_note_edit AFTER UPDATE ON note WHEN (new.id, new.contact_id, new.order_id, new.text, new.private, new.noted_at) IS NOT (old.id, old.contact_id, old.order_id, old.text, old.private, old.noted_at) BEGIN
  INSERT INTO remember VALUES ('note', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'text', old.text, 'private', old.private, 'noted_at', old.noted_at), new.contact_id, new.order_id);
END;
CREATE TRIGGER history_note_remove AFTER DELETE ON note BEGIN
  INSERT INTO remember VALUES ('note', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'text', old.text, 'private', old.private, 'noted_at', old.noted_at), old.contact_id, old.order_id);
END;
CREATE TRIGGER history_import_batch_add AFTER INSERT ON import_batch BEGIN
  INSERT INTO remember VALUES ('import_batch', new.id, 'add', NULL, NULL, NULL);
END;
CREATE TRIGGER history_import_batch_edit AFTER UPDATE ON import_batch WHEN (new.id, new.kind, new.file_name, new.fingerprint, new.rows, new.imported_at) IS NOT (old.id, old.kind, old.file_name, old.fingerprint, old.rows, old.imported_at) BEGIN
  INSERT INTO remember VALUES ('import_batch', new.id, 'edit', json_object('id', old.id, 'kind', old.kind, 'file_name', old.file_name, 'fingerprint', old.fingerprint, 'rows', old.rows, 'imported_at', old.imported_at), NULL, NULL);
END;
CREATE TRIGGER history_import_batch_remove AFTER DELETE ON import_batch BEGIN
  INSERT INTO remember VALUES ('import_batch', old.id, 'remove', json_object('id', old.id, 'kind', old.kind, 'file_name', old.file_name, 'fingerprint', old.fingerprint, 'rows', old.rows, 'imported_at', old.imported_at), NULL, NULL);
END;
CREATE TRIGGER history_import_row_add AFTER INSERT ON import_row BEGIN
  INSERT INTO remember VALUES ('import_row', new.id, 'add', NULL, new.contact_id, new.order_id);
END;
CREATE TRIGGER history_import_row_edit AFTER UPDATE ON import_row WHEN (new.id, new.batch_id, new.row_number, new.fingerprint, new.contact_id, new.order_id) IS NOT (old.id, old.batch_id, old.row_number, old.fingerprint, old.contact_id, old.order_id) BEGIN
  INSERT INTO remember VALUES ('import_row', new.id, 'edit', json_object('id', old.id, 'batch_id', old.batch_id, 'row_number', old.row_number, 'fingerprint', old.fingerprint, 'contact_id', old.contact_id, 'order_id', old.order_id), new.contact_id, new.order_id);
END;
CREATE TRIGGER history_import_row_remove AFTER DELETE ON import_row BEGIN
  INSERT INTO remember VALUES ('import_row', old.id, 'remove', json_object('id', old.id, 'batch_id', old.batch_id, 'row_number', old.row_number, 'fingerprint', old.fingerprint, 'contact_id', old.contact_id, 'order_id', old.order_id), old.contact_id, old.order_id);
END;
CREATE TRIGGER history_consent_add AFTER INSERT ON consent BEGIN
  INSERT INTO remember VALUES ('consent', new.id, 'add', NULL, new.contact_id, NULL);
END;
CREATE TRIGGER history_consent_edit AFTER UPDATE ON consent WHEN (new.id, new.contact_id, new.purpose, new.given, new.stated_on, new.how, new.noted_at) IS NOT (old.id, old.contact_id, old.purpose, old.given, old.stated_on, old.how, old.noted_at) BEGIN
  INSERT INTO remember VALUES ('consent', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'purpose', old.purpose, 'given', old.given, 'stated_on', old.stated_on, 'how', old.how, 'noted_at', old.noted_at), new.contact_id, NULL);
END;
CREATE TRIGGER history_consent_remove AFTER DELETE ON consent BEGIN
  INSERT INTO remember VALUES ('consent', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'purpose', old.purpose, 'given', old.given, 'stated_on', old.stated_on, 'how', old.how, 'noted_at', old.noted_at), old.contact_id, NULL);
END;
CREATE TRIGGER history_request_add AFTER INSERT ON request BEGIN
  INSERT INTO remember VALUES ('request', new.id, 'add', NULL, new.contact_id, NULL);
END;
CREATE TRIGGER history_request_edit AFTER UPDATE ON request WHEN (new.id, new.contact_id, new.kind, new.said, new.asked_at, new.answered_at, new.answer) IS NOT (old.id, old.contact_id, old.kind, old.said, old.asked_at, old.answered_at, old.answer) BEGIN
  INSERT INTO remember VALUES ('request', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'said', old.said, 'asked_at', old.asked_at, 'answered_at', old.answered_at, 'answer', old.answer), new.contact_id, NULL);
END;
CREATE TRIGGER history_request_remove AFTER DELETE ON request BEGIN
  INSERT INTO remember VALUES ('request', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'said', old.said, 'asked_at', old.asked_at, 'answered_at', old.answered_at, 'answer', old.answer), old.contact_id, NULL);
END;
CREATE TRIGGER history_forgotten_add AFTER INSERT ON forgotten BEGIN
  INSERT INTO remember VALUES ('forgotten', new.id, 'add', NULL, new.contact_id, NULL);
END;
CREATE TRIGGER history_forgotten_edit AFTER UPDATE ON forgotten WHEN (new.id, new.contact_id, new.known_since, new.forgotten_at) IS NOT (old.id, old.contact_id, old.known_since, old.forgotten_at) BEGIN
  INSERT INTO remember VALUES ('forgotten', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'known_since', old.known_since, 'forgotten_at', old.forgotten_at), new.contact_id, NULL);
END;
CREATE TRIGGER history_forgotten_remove AFTER DELETE ON forgotten BEGIN
  INSERT INTO remember VALUES ('forgotten', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'known_since', old.known_since, 'forgotten_at', old.forgotten_at), old.contact_id, NULL);
END;
