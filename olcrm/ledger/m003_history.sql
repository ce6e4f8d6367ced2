-- The triggers that write each change down, where they came with the third release, as they were generated then.

DROP TRIGGER history_order_line_edit;
DROP TRIGGER history_order_line_remove;

CREATE TRIGGER history_order_line_edit AFTER UPDATE ON order_line WHEN (new.id, new.order_id, new.sku, new.name, new.qty, new.price, new.product_id) IS NOT (old.id, old.order_id, old.sku, old.name, old.qty, old.price, old.product_id) BEGIN
  INSERT INTO remember VALUES ('order_line', new.id, 'edit', json_object('id', old.id, 'order_id', old.order_id, 'sku', old.sku, 'name', old.name, 'qty', old.qty, 'price', old.price, 'product_id', old.product_id), (SELECT contact_id FROM sale_order WHERE id = new.order_id), new.order_id);
END;
CREATE TRIGGER history_order_line_remove AFTER DELETE ON order_line BEGIN
  INSERT INTO remember VALUES ('order_line', old.id, 'remove', json_object('id', old.id, 'order_id', old.order_id, 'sku', old.sku, 'name', old.name, 'qty', old.qty, 'price', old.price, 'product_id', old.product_id), (SELECT contact_id FROM sale_order WHERE id = old.order_id), old.order_id);
END;
CREATE TRIGGER history_product_add AFTER INSERT ON product BEGIN
  INSERT INTO remember VALUES ('product', new.id, 'add', NULL, NULL, NULL);
END;
CREATE TRIGGER history_product_edit AFTER UPDATE ON product WHEN (new.id, new.sku, new.name, new.variant, new.price, new.cost, new.weight, new.note, new.care, new.created_at, new.archived_at, new.sku_key, new.label_key) IS NOT (old.id, old.sku, old.name, old.variant, old.price, old.cost, old.weight, old.note, old.care, old.created_at, old.archived_at, old.sku_key, old.label_key) BEGIN
  INSERT INTO remember VALUES ('product', new.id, 'edit', json_object('id', old.id, 'sku', old.sku, 'name', old.name, 'variant', old.variant, 'price', old.price, 'cost', old.cost, 'weight', old.weight, 'note', old.note, 'care', old.care, 'created_at', old.created_at, 'archived_at', old.archived_at, 'sku_key', old.sku_key, 'label_key', old.label_key), NULL, NULL);
END;
CREATE TRIGGER history_product_remove AFTER DELETE ON product BEGIN
  INSERT INTO remember VALUES ('product', old.id, 'remove', json_object('id', old.id, 'sku', old.sku, 'name', old.name, 'variant', old.variant, 'price', old.price, 'cost', old.cost, 'weight', old.weight, 'note', old.note, 'care', old.care, 'created_at', old.created_at, 'archived_at', old.archived_at, 'sku_key', old.sku_key, 'label_key', old.label_key), NULL, NULL);
END;
CREATE TRIGGER history_stock_move_add AFTER INSERT ON stock_move BEGIN
  INSERT INTO remember VALUES ('stock_move', new.id, 'add', NULL, NULL, NULL);
END;
CREATE TRIGGER history_stock_move_edit AFTER UPDATE ON stock_move WHEN (new.id, new.product_id, new.qty, new.counted, new.because, new.moved_at) IS NOT (old.id, old.product_id, old.qty, old.counted, old.because, old.moved_at) BEGIN
  INSERT INTO remember VALUES ('stock_move', new.id, 'edit', json_object('id', old.id, 'product_id', old.product_id, 'qty', old.qty, 'counted', old.counted, 'because', old.because, 'moved_at', old.moved_at), NULL, NULL);
END;
CREATE TRIGGER history_stock_move_remove AFTER DELETE ON stock_move BEGIN
  INSERT INTO remember VALUES ('stock_move', old.id, 'remove', json_object('id', old.id, 'product_id', old.product_id, 'qty', old.qty, 'counted', old.counted, 'because', old.because, 'moved_at', old.moved_at), NULL, NULL);
END;
CREATE TRIGGER history_wish_add AFTER INSERT ON wish BEGIN
  INSERT INTO remember VALUES ('wish', new.id, 'add', NULL, new.contact_id, new.order_id);
END;
CREATE TRIGGER history_wish_edit AFTER UPDATE ON wish WHEN (new.id, new.contact_id, new.product_id, new.what, new.what_key, new.qty, new.note, new.wished_at, new.offered_at, new.offered_until, new.ended_on, new.ended_as, new.order_id) IS NOT (old.id, old.contact_id, old.product_id, old.what, old.what_key, old.qty, old.note, old.wished_at, old.offered_at, old.offered_until, old.ended_on, old.ended_as, old.order_id) BEGIN
  INSERT INTO remember VALUES ('wish', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'product_id', old.product_id, 'what', old.what, 'what_key', old.what_key, 'qty', old.qty, 'note', old.note, 'wished_at', old.wished_at, 'offered_at', old.offered_at, 'offered_until', old.offered_until, 'ended_on', old.ended_on, 'ended_as', old.ended_as, 'order_id', old.order_id), new.contact_id, new.order_id);
END;
CREATE TRIGGER history_wish_remove AFTER DELETE ON wish BEGIN
  INSERT INTO remember VALUES ('wish', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'product_id', old.product_id, 'what', old.what, 'what_key', old.what_key, 'qty', old.qty, 'note', old.note, 'wished_at', old.wished_at, 'offered_at', old.offered_at, 'offered_until', old.offered_until, 'ended_on', old.ended_on, 'ended_as', old.ended_as, 'order_id', old.order_id), old.contact_id, old.order_id);
END;
CREATE TRIGGER history_instalment_add AFTER INSERT ON instalment BEGIN
  INSERT INTO remember VALUES ('instalment', new.id, 'add', NULL, (SELECT contact_id FROM due WHERE id = new.due_id), (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_instalment_edit AFTER UPDATE ON instalment WHEN (new.id, new.due_id, new.due_on, new.amount, new.rest) IS NOT (old.id, old.due_id, old.due_on, old.amount, old.rest) BEGIN
  INSERT INTO remember VALUES ('instalment', new.id, 'edit', json_object('id', old.id, 'due_id', old.due_id, 'due_on', old.due_on, 'amount', old.amount, 'rest', old.rest), (SELECT contact_id FROM due WHERE id = new.due_id), (SELECT id FROM sale_order WHERE due_id = new.due_id));
END;
CREATE TRIGGER history_instalment_remove AFTER DELETE ON instalment BEGIN
  INSERT INTO remember VALUES ('instalment', old.id, 'remove', json_object('id', old.id, 'due_id', old.due_id, 'due_on', old.due_on, 'amount', old.amount, 'rest', old.rest), (SELECT contact_id FROM due WHERE id = old.due_id), (SELECT id FROM sale_order WHERE due_id = old.due_id));
END;
CREATE TRIGGER history_bank_line_add AFTER INSERT ON bank_line BEGIN
  INSERT INTO remember VALUES ('bank_line', new.id, 'add', NULL, (SELECT contact_id FROM payment WHERE id = new.payment_id), NULL);
END;
CREATE TRIGGER history_bank_line_edit AFTER UPDATE ON bank_line WHEN (new.id, new.bank, new.fingerprint, new.file_name, new.row_number, new.paid_on, new.amount, new.text, new.seen_at, new.payment_id, new.last_id, new.payer, new.dropped_on, new.drop_reason) IS NOT (old.id, old.bank, old.fingerprint, old.file_name, old.row_number, old.paid_on, old.amount, old.text, old.seen_at, old.payment_id, old.last_id, old.payer, old.dropped_on, old.drop_reason) BEGIN
  INSERT INTO remember VALUES ('bank_line', new.id, 'edit', json_object('id', old.id, 'bank', old.bank, 'fingerprint', old.fingerprint, 'file_name', old.file_name, 'row_number', old.row_number, 'paid_on', old.paid_on, 'amount', old.amount, 'text', old.text, 'seen_at', old.seen_at, 'payment_id', old.payment_id, 'last_id', old.last_id, 'payer', old.payer, 'dropped_on', old.dropped_on, 'drop_reason', old.drop_reason), (SELECT contact_id FROM payment WHERE id = new.payment_id), NULL);
END;
CREATE TRIGGER history_bank_line_remove AFTER DELETE ON bank_line BEGIN
  INSERT INTO remember VALUES ('bank_line', old.id, 'remove', json_object('id', old.id, 'bank', old.bank, 'fingerprint', old.fingerprint, 'file_name', old.file_name, 'row_number', old.row_number, 'paid_on', old.paid_on, 'amount', old.amount, 'text', old.text, 'seen_at', old.seen_at, 'payment_id', old.payment_id, 'last_id', old.last_id, 'payer', old.payer, 'dropped_on', old.dropped_on, 'drop_reason', old.drop_reason), (SELECT contact_id FROM payment WHERE id = old.payment_id), NULL);
END;
CREATE TRIGGER history_pasted_add AFTER INSERT ON pasted BEGIN
  INSERT INTO remember VALUES ('pasted', new.id, 'add', NULL, new.contact_id, new.order_id);
END;
CREATE TRIGGER history_pasted_edit AFTER UPDATE ON pasted WHEN (new.id, new.contact_id, new.order_id, new.text, new.pasted_at) IS NOT (old.id, old.contact_id, old.order_id, old.text, old.pasted_at) BEGIN
  INSERT INTO remember VALUES ('pasted', new.id, 'edit', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'text', old.text, 'pasted_at', old.pasted_at), new.contact_id, new.order_id);
END;
CREATE TRIGGER history_pasted_remove AFTER DELETE ON pasted BEGIN
  INSERT INTO remember VALUES ('pasted', old.id, 'remove', json_object('id', old.id, 'contact_id', old.contact_id, 'order_id', old.order_id, 'text', old.text, 'pasted_at', old.pasted_at), old.contact_id, old.order_id);
END;
