-- The triggers that write each change down, where they came with the fourth release, as they were generated then.

DROP TRIGGER history_setting_edit;
DROP TRIGGER history_account_edit;
DROP TRIGGER history_closure_edit;
DROP TRIGGER history_channel_edit;
DROP TRIGGER history_address_edit;
DROP TRIGGER history_tag_edit;
DROP TRIGGER history_size_edit;
DROP TRIGGER history_celebrates_edit;
DROP TRIGGER history_pause_edit;
DROP TRIGGER history_template_edit;
DROP TRIGGER history_payment_edit;
DROP TRIGGER history_sale_order_edit;
DROP TRIGGER history_sale_order_remove;
DROP TRIGGER history_message_edit;
DROP TRIGGER history_note_edit;
DROP TRIGGER history_import_batch_edit;
DROP TRIGGER history_import_row_edit;
DROP TRIGGER history_consent_edit;
DROP TRIGGER history_request_edit;
DROP TRIGGER history_forgotten_edit;
DROP TRIGGER history_product_edit;
DROP TRIGGER history_stock_move_edit;
DROP TRIGGER history_wish_edit;
DROP TRIGGER history_instalment_edit;
DROP TRIGGER history_bank_line_edit;
DROP TRIGGER history_pasted_edit;

CREATE TRIGGER history_setting_edit AFTER UPDATE OF id, key, value ON setting BEGIN
  INSERT INTO remember VALUES ('setting', new.id, 'edit', json_object('id', old.id, 'key', old.key, 'value', old.value), NULL, NULL);
END;
CREATE TRIGGER history_account_edit AFTER UPDATE OF id, bank, number, holder ON account BEGIN
  INSERT INTO remember VALUES ('account', new.id, 'edit', json_object('id', old.id, 'bank', old.bank, 'number', old.number, 'holder', old.holder), NULL, NULL);
END;
CREATE TRIGGER history_closure_edit AFTER UPDATE OF id, from_on, until_on, because ON closure BEGIN
  INSERT INTO remember VALUES ('closure', new.id, 'edit', json_object('id', old.id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because), NULL, NULL);
END;
CREATE TRIGGER history_channel_edit AFTER UPDATE OF id, contact_id, kind, value, typed ON channel BEGIN
  INSERT INTO remember VALUES ('channel', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'value', old.value, 'typed', old.typed), new.contact_id, NULL);
END;
CREATE TRIGGER history_address_edit AFTER UPDATE OF id, contact_id, label, text, created_at ON address BEGIN
  INSERT INTO remember VALUES ('address', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'label', old.label, 'text', old.text, 'created_at', old.created_at), new.contact_id, NULL);
END;
CREATE TRIGGER history_tag_edit AFTER UPDATE OF id, contact_id, name ON tag BEGIN
  INSERT INTO remember VALUES ('tag', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'name', old.name), new.contact_id, NULL);
END;
CREATE TRIGGER history_size_edit AFTER UPDATE OF id, contact_id, what, value ON size BEGIN
  INSERT INTO remember VALUES ('size', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'what', old.what, 'value', old.value), new.contact_id, NULL);
END;
CREATE TRIGGER history_celebrates_edit AFTER UPDATE OF id, contact_id, feast ON celebrates BEGIN
  INSERT INTO remember VALUES ('celebrates', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'feast', old.feast), new.contact_id, NULL);
END;
CREATE TRIGGER history_pause_edit AFTER UPDATE OF id, contact_id, from_on, until_on, because ON pause BEGIN
  INSERT INTO remember VALUES ('pause', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'from_on', old.from_on, 'until_on', old.until_on, 'because', old.because), new.contact_id, NULL);
END;
CREATE TRIGGER history_template_edit AFTER UPDATE OF id, name, language, text ON template BEGIN
  INSERT INTO remember VALUES ('template', new.id, 'edit', json_object('id', old.id, 'name', old.name, 'language', old.language, 'text', old.text), NULL, NULL);
END;
CREATE TRIGGER history_payment_edit AFTER UPDATE OF id, contact_id, due_id, amount, kind, method, paid_on, note, reverses_id, created_at ON payment BEGIN
  INSERT INTO remember VALUES ('payment', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'amount', old.amount, 'kind', old.kind, 'method', old.method, 'paid_on', old.paid_on, 'note', old.note, 'reverses_id', old.reverses_id, 'created_at', old.created_at), new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_sale_order_edit AFTER UPDATE ON sale_order WHEN (new.id, new.contact_id, new.due_id, new.ordered_on, new.ordered_at, new.keep_until, new.promised_on, new.shipping, new.discount, new.unique_code, new.recipient, new.recipient_phone, new.address, new.gift, new.dropship_from, new.note, new.source, new.number, new.making_on, new.ready_on, new.shipped_on, new.arrived_on, new.closed_as, new.closed_on, new.courier, new.cod, new.price_hidden, new.extras, new.first_promised_on) IS NOT (old.id, old.contact_id, old.due_id, old.ordered_on, old.ordered_at, old.keep_until, old.promised_on, old.shipping, old.discount, old.unique_code, old.recipient, old.recipient_phone, old.address, old.gift, old.dropship_from, old.note, old.source, old.number, old.making_on, old.ready_on, old.shipped_on, old.arrived_on, old.closed_as, old.closed_on, old.courier, old.cod, old.price_hidden, old.extras, old.first_promised_on) BEGIN
  INSERT INTO remember VALUES ('sale_order', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'ordered_on', old.ordered_on, 'ordered_at', old.ordered_at, 'keep_until', old.keep_until, 'promised_on', old.promised_on, 'shipping', old.shipping, 'discount', old.discount, 'unique_code', old.unique_code, 'recipient', old.recipient, 'recipient_phone', old.recipient_phone, 'address', old.address, 'gift', old.gift, 'dropship_from', old.dropship_from, 'note', old.note, 'source', old.source, 'number', old.number, 'making_on', old.making_on, 'ready_on', old.ready_on, 'shipped_on', old.shipped_on, 'arrived_on', old.arrived_on, 'closed_as', old.closed_as, 'closed_on', old.closed_on, 'courier', old.courier, 'cod', old.cod, 'price_hidden', old.price_hidden, 'extras', old.extras, 'first_promised_on', old.first_promised_on), new.contact_id, new.id);
END;
CREATE TRIGGER history_sale_order_remove AFTER DELETE ON sale_order BEGIN
  INSERT INTO remember VALUES ('sale_order', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'ordered_on', old.ordered_on, 'ordered_at', old.ordered_at, 'keep_until', old.keep_until, 'promised_on', old.promised_on, 'shipping', old.shipping, 'discount', old.discount, 'unique_code', old.unique_code, 'recipient', old.recipient, 'recipient_phone', old.recipient_phone, 'address', old.address, 'gift', old.gift, 'dropship_from', old.dropship_from, 'note', old.note, 'source', old.source, 'number', old.number, 'making_on', old.making_on, 'ready_on', old.ready_on, 'shipped_on', old.shipped_on, 'arrived_on', old.arrived_on, 'closed_as', old.closed_as, 'closed_on', old.closed_on, 'courier', old.courier, 'cod', old.cod, 'price_hidden', old.price_hidden, 'extras', old.extras, 'first_promised_on', old.first_promised_on), old.contact_id, old.id);
END;
CREATE TRIGGER history_message_edit AFTER UPDATE OF id, contact_id, due_id, direction, purpose, step, occasion, text, said_at ON message BEGIN
  INSERT INTO remember VALUES ('message', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'due_id', old.due_id, 'direction', old.direction, 'purpose', old.purpose, 'step', old.step, 'occasion', old.occasion, 'text', old.text, 'said_at', old.said_at), new.contact_id, (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_note_edit AFTER UPDATE OF id, contact_id, order_id, text, private, noted_at ON note BEGIN
  INSERT INTO remember VALUES ('note', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'text', old.text, 'private', old.private, 'noted_at', old.noted_at), new.contact_id, new.order_id);
END;
CREATE TRIGGER history_import_batch_edit AFTER UPDATE OF id, kind, file_name, fingerprint, rows, imported_at ON import_batch BEGIN
  INSERT INTO remember VALUES ('import_batch', new.id, 'edit', json_object('id', old.id, 'kind', old.kind, 'file_name', old.file_name, 'fingerprint', old.fingerprint, 'rows', old.rows, 'imported_at', old.imported_at), NULL, NULL);
END;
CREATE TRIGGER history_import_row_edit AFTER UPDATE OF id, batch_id, row_number, fingerprint, contact_id, order_id ON import_row BEGIN
  INSERT INTO remember VALUES ('import_row', new.id, 'edit', json_object('id', old.id, 'batch_id', old.batch_id, 'row_number', old.row_number, 'fingerprint', old.fingerprint, 'contact_id', old.contact_id, 'order_id', old.order_id), new.contact_id, new.order_id);
END;
CREATE TRIGGER history_consent_edit AFTER UPDATE OF id, contact_id, purpose, given, stated_on, how, noted_at ON consent BEGIN
  INSERT INTO remember VALUES ('consent', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'purpose', old.purpose, 'given', old.given, 'stated_on', old.stated_on, 'how', old.how, 'noted_at', old.noted_at), new.contact_id, NULL);
END;
CREATE TRIGGER history_request_edit AFTER UPDATE OF id, contact_id, kind, said, asked_at, answered_at, answer ON request BEGIN
  INSERT INTO remember VALUES ('request', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'kind', old.kind, 'said', old.said, 'asked_at', old.asked_at, 'answered_at', old.answered_at, 'answer', old.answer), new.contact_id, NULL);
END;
CREATE TRIGGER history_forgotten_edit AFTER UPDATE OF id, contact_id, known_since, forgotten_at ON forgotten BEGIN
  INSERT INTO remember VALUES ('forgotten', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'known_since', old.known_since, 'forgotten_at', old.forgotten_at), new.contact_id, NULL);
END;
CREATE TRIGGER history_product_edit AFTER UPDATE OF id, sku, name, variant, price, cost, weight, note, care, created_at, archived_at, sku_key, label_key ON product BEGIN
  INSERT INTO remember VALUES ('product', new.id, 'edit', json_object('id', old.id, 'sku', old.sku, 'name', old.name, 'variant', old.variant, 'price', old.price, 'cost', old.cost, 'weight', old.weight, 'note', old.note, 'care', old.care, 'created_at', old.created_at, 'archived_at', old.archived_at, 'sku_key', old.sku_key, 'label_key', old.label_key), NULL, NULL);
END;
CREATE TRIGGER history_stock_move_edit AFTER UPDATE OF id, product_id, qty, counted, because, moved_at ON stock_move BEGIN
  INSERT INTO remember VALUES ('stock_move', new.id, 'edit', json_object('id', old.id, 'product_id', old.product_id, 'qty', old.qty, 'counted', old.counted, 'because', old.because, 'moved_at', old.moved_at), NULL, NULL);
END;
CREATE TRIGGER history_wish_edit AFTER UPDATE OF id, contact_id, product_id, what, what_key, qty, note, wished_at, offered_at, offered_until, ended_on, ended_as, order_id ON wish BEGIN
  INSERT INTO remember VALUES ('wish', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'product_id', old.product_id, 'what', old.what, 'what_key', old.what_key, 'qty', old.qty, 'note', old.note, 'wished_at', old.wished_at, 'offered_at', old.offered_at, 'offered_until', old.offered_until, 'ended_on', old.ended_on, 'ended_as', old.ended_as, 'order_id', old.order_id), new.contact_id, new.order_id);
END;
CREATE TRIGGER history_instalment_edit AFTER UPDATE OF id, due_id, due_on, amount, rest ON instalment BEGIN
  INSERT INTO remember VALUES ('instalment', new.id, 'edit', json_object('id', old.id, 'due_id', old.due_id, 'due_on', old.due_on, 'amount', old.amount, 'rest', old.rest), (SELECT contact_id FROM due WHERE id = new.due_id), (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_bank_line_edit AFTER UPDATE OF id, bank, fingerprint, file_name, row_number, paid_on, amount, text, seen_at, payment_id, last_id, payer, dropped_on, drop_reason ON bank_line BEGIN
  INSERT INTO remember VALUES ('bank_line', new.id, 'edit', json_object('id', old.id, 'bank', old.bank, 'fingerprint', old.fingerprint, 'file_name', old.file_name, 'row_number', old.row_number, 'paid_on', old.paid_on, 'amount', old.amount, 'text', old.text, 'seen_at', old.seen_at, 'payment_id', old.payment_id, 'last_id', old.last_id, 'payer', old.payer, 'dropped_on', old.dropped_on, 'drop_reason', old.drop_reason), (SELECT contact_id FROM payment WHERE id = new.payment_id), NULL);
END;
CREATE TRIGGER history_pasted_edit AFTER UPDATE OF id, contact_id, order_id, text, pasted_at ON pasted BEGIN
  INSERT INTO remember VALUES ('pasted', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'text', old.text, 'pasted_at', old.pasted_at), new.contact_id, new.order_id);
END;
CREATE TRIGGER history_term_add AFTER INSERT ON term BEGIN
  INSERT INTO remember VALUES ('term', new.id, 'add', NULL, NULL, NULL);
END;
CREATE TRIGGER history_term_edit AFTER UPDATE OF id, number, heading, text ON term BEGIN
  INSERT INTO remember VALUES ('term', new.id, 'edit', json_object('id', old.id, 'number', old.number, 'heading', old.heading, 'text', old.text), NULL, NULL);
END;
CREATE TRIGGER history_term_remove AFTER DELETE ON term BEGIN
  INSERT INTO remember VALUES ('term', old.id, 'remove', json_object('id', old.id, 'number', old.number, 'heading', old.heading, 'text', old.text), NULL, NULL);
END;
CREATE TRIGGER history_reply_add AFTER INSERT ON reply BEGIN
  INSERT INTO remember VALUES ('reply', new.id, 'add', NULL, new.contact_id, NULL);
END;
CREATE TRIGGER history_reply_edit AFTER UPDATE OF id, key, contact_id, given_at ON reply BEGIN
  INSERT INTO remember VALUES ('reply', new.id, 'edit', json_object('id', old.id, 'key', old.key, 'contact_id', old.contact_id, 'given_at', old.given_at), new.contact_id, NULL);
END;
CREATE TRIGGER history_reply_remove AFTER DELETE ON reply BEGIN
  INSERT INTO remember VALUES ('reply', old.id, 'remove', json_object('id', old.id, 'key', old.key, 'contact_id', old.contact_id, 'given_at', old.given_at), old.contact_id, NULL);
END;
CREATE TRIGGER history_errand_add AFTER INSERT ON errand BEGIN
  INSERT INTO remember VALUES ('errand', new.id, 'add', NULL, new.contact_id, NULL);
END;
CREATE TRIGGER history_errand_edit AFTER UPDATE OF id, due_id, contact_id, what, at_most, fee, spent, bought_on, not_found_on, asked_at ON errand BEGIN
  INSERT INTO remember VALUES ('errand', new.id, 'edit', json_object('id', old.id, 'due_id', old.due_id, 'contact_id', old.contact_id, 'what', old.what, 'at_most', old.at_most, 'fee', old.fee, 'spent', old.spent, 'bought_on', old.bought_on, 'not_found_on', old.not_found_on, 'asked_at', old.asked_at), new.contact_id, NULL);
END;
CREATE TRIGGER history_errand_remove AFTER DELETE ON errand BEGIN
  INSERT INTO remember VALUES ('errand', old.id, 'remove', json_object('id', old.id, 'due_id', old.due_id, 'contact_id', old.contact_id, 'what', old.what, 'at_most', old.at_most, 'fee', old.fee, 'spent', old.spent, 'bought_on', old.bought_on, 'not_found_on', old.not_found_on, 'asked_at', old.asked_at), old.contact_id, NULL);
END;
CREATE TRIGGER history_parcel_add AFTER INSERT ON parcel BEGIN
  INSERT INTO remember VALUES ('parcel', new.id, 'add', NULL, (SELECT contact_id FROM sale_order WHERE id = new.order_id), new.order_id);
END;
CREATE TRIGGER history_parcel_edit AFTER UPDATE OF id, order_id, courier, service, tracking, collect, weight, packed_on, shipped_on, arrived_on, returned_on, paid_on, fee, note, created_at ON parcel BEGIN
  INSERT INTO remember VALUES ('parcel', new.id, 'edit', json_object('id', old.id, 'order_id', old.order_id, 'courier', old.courier, 'service', old.service, 'tracking', old.tracking, 'collect', old.collect, 'weight', old.weight, 'packed_on', old.packed_on, 'shipped_on', old.shipped_on, 'arrived_on', old.arrived_on, 'returned_on', old.returned_on, 'paid_on', old.paid_on, 'fee', old.fee, 'note', old.note, 'created_at', old.created_at), (SELECT contact_id FROM sale_order WHERE id = new.order_id), new.order_id);
END;
CREATE TRIGGER history_parcel_remove AFTER DELETE ON parcel BEGIN
  INSERT INTO remember VALUES ('parcel', old.id, 'remove', json_object('id', old.id, 'order_id', old.order_id, 'courier', old.courier, 'service', old.service, 'tracking', old.tracking, 'collect', old.collect, 'weight', old.weight, 'packed_on', old.packed_on, 'shipped_on', old.shipped_on, 'arrived_on', old.arrived_on, 'returned_on', old.returned_on, 'paid_on', old.paid_on, 'fee', old.fee, 'note', old.note, 'created_at', old.created_at), (SELECT contact_id FROM sale_order WHERE id = old.order_id), old.order_id);
END;
CREATE TRIGGER history_parcel_line_add AFTER INSERT ON parcel_line BEGIN
  INSERT INTO remember VALUES ('parcel_line', new.id, 'add', NULL, NULL, (SELECT order_id FROM order_line WHERE id = new.line_id));
END;
CREATE TRIGGER history_parcel_line_edit AFTER UPDATE OF id, parcel_id, line_id, qty ON parcel_line BEGIN
  INSERT INTO remember VALUES ('parcel_line', new.id, 'edit', json_object('id', old.id, 'parcel_id', old.parcel_id, 'line_id', old.line_id, 'qty', old.qty), NULL, (SELECT order_id FROM order_line WHERE id = new.line_id));
END;
CREATE TRIGGER history_parcel_line_remove AFTER DELETE ON parcel_line BEGIN
  INSERT INTO remember VALUES ('parcel_line', old.id, 'remove', json_object('id', old.id, 'parcel_id', old.parcel_id, 'line_id', old.line_id, 'qty', old.qty), NULL, (SELECT order_id FROM order_line WHERE id = old.line_id));
END;
