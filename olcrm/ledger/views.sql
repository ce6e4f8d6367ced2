-- The windows between rooms: what a row means, said once. Hung anew after each migration.

CREATE VIEW due_view AS
SELECT due.id, due.contact_id, contact.name AS contact_name, sale_order.id AS order_id, due.kind, due.memo,
       due.amount, due.paid, CASE WHEN due.closed_on IS NULL THEN due.amount - due.paid ELSE 0 END AS balance,
       due.created_on, due.created_at,
       coalesce((SELECT min(due_on) FROM instalment WHERE due_id = due.id AND rest < due.amount - due.paid), due.due_on)
         AS due_on,
       (SELECT min(due_on) FROM instalment WHERE due_id = due.id AND rest < due.amount - due.paid) AS part_on,
       due.amount - due.paid - (SELECT max(rest) FROM instalment WHERE due_id = due.id AND rest < due.amount - due.paid)
         AS part,
       due.closed_on, due.close_reason, due.snoozed_until, due.snooze_reason,
       CASE WHEN due.paid > due.amount THEN 'overpaid' WHEN due.paid = due.amount AND due.amount > 0 THEN 'paid'
            WHEN due.amount = 0 THEN 'paid' WHEN due.paid > 0 THEN 'partial' ELSE 'unpaid' END AS payment
  FROM due
  JOIN contact ON contact.id = due.contact_id
  LEFT JOIN sale_order ON sale_order.due_id = due.id;

CREATE VIEW order_view AS
SELECT o.id, o.contact_id, contact.name AS contact_name, o.due_id, o.ordered_on, o.ordered_at, o.keep_until,
       o.promised_on, o.goods, o.shipping, o.discount, o.unique_code, due.amount AS total, due.paid,
       CASE WHEN o.closed_as IS NULL THEN due.amount - due.paid ELSE 0 END AS balance, due.due_on,
       due.snoozed_until, due.snooze_reason, o.recipient, o.recipient_phone, o.address, o.gift, o.dropship_from,
       o.note, o.source, o.number, o.courier, o.cod, o.price_hidden, o.extras, o.first_promised_on, o.making_on, o.ready_on, o.shipped_on, o.arrived_on, o.closed_as, o.closed_on,
       due.close_reason,
       CASE WHEN o.closed_as IS NOT NULL THEN o.closed_as
            WHEN o.arrived_on IS NOT NULL AND due.paid >= due.amount THEN 'done'
            WHEN o.arrived_on IS NOT NULL THEN 'arrived'
            WHEN o.shipped_on IS NOT NULL THEN 'shipped'
            WHEN o.ready_on IS NOT NULL THEN 'ready'
            WHEN o.making_on IS NOT NULL THEN 'making'
            ELSE 'kept' END AS status,
       CASE WHEN due.paid > due.amount THEN 'overpaid' WHEN due.paid = due.amount THEN 'paid'
            WHEN due.paid > 0 THEN 'partial' ELSE 'unpaid' END AS payment
  FROM sale_order AS o
  JOIN due ON due.id = o.due_id
  JOIN contact ON contact.id = o.contact_id;

-- Every event of a contact's life with the shop, for the timeline. A question or complaint is one, and not the message it
-- came as, too; what the owner wants to ask her about is nobody else's business.
CREATE VIEW timeline AS
SELECT o.contact_id, o.ordered_at AS at, 'order' AS kind, o.id AS ref, NULL AS text, due.amount AS amount, 0 AS private
  FROM sale_order AS o
  JOIN due ON due.id = o.due_id
UNION ALL
SELECT contact_id, created_at, 'due', id, memo, amount, 0 FROM due WHERE kind <> 'order'
UNION ALL
SELECT contact_id, created_at, kind, id, method, amount, 0 FROM payment
UNION ALL
SELECT contact_id, said_at, direction, id, text, NULL, 0 FROM message
 WHERE direction = 'out' OR purpose NOT IN ('ask', 'complaint')
UNION ALL
SELECT contact_id, noted_at, 'note', id, text, NULL, private FROM note
UNION ALL
SELECT contact_id, asked_at, iif(kind = 'visit', 'visit', 'ask'), id, text, NULL, kind = 'about' FROM ask
UNION ALL
SELECT contact_id, opened_at, 'complaint', id, text, NULL, 0 FROM complaint
UNION ALL
SELECT contact_id, opened_at, 'claim', id, wants, NULL, 0 FROM claim;

CREATE VIEW line_view AS
SELECT id, order_id, sku, name, qty, price, subtotal, product_id, place FROM order_line;

-- The pieces of each product, computed from the facts by index. What left in an order is gone, whatever became of it.
CREATE VIEW pieces AS
SELECT id,
       (SELECT sum(qty) FROM stock_move WHERE product_id = product.id)
       - (SELECT coalesce(sum(qty), 0) FROM order_line WHERE product_id = product.id AND place = 'gone') AS on_hand,
       (SELECT coalesce(sum(qty), 0) FROM order_line WHERE product_id = product.id AND place = 'kept') AS kept
  FROM product;

CREATE VIEW product_view AS
SELECT id, sku, name, variant, trim(name || ' ' || coalesce(variant, '')) AS label, price, archived_at, on_hand, kept
  FROM product;

CREATE VIEW wish_view AS
SELECT wish.id, wish.contact_id, contact.name AS contact_name, wish.product_id, product.sku, wish.what, wish.what_key,
       wish.qty, wish.note, wish.wished_at, wish.offered_at, wish.offered_until, wish.ended_on, wish.ended_as,
       wish.order_id
  FROM wish
  JOIN contact ON contact.id = wish.contact_id
  LEFT JOIN product ON product.id = wish.product_id;

-- `place` counts the parcels of one order, so that the second of order 41 goes by the name 41/2.
CREATE VIEW parcel_view AS
SELECT parcel.id, parcel.order_id, o.contact_id, contact.name AS contact_name, parcel.courier, parcel.service,
       parcel.tracking, parcel.collect, parcel.weight, parcel.packed_on, parcel.shipped_on, parcel.arrived_on,
       parcel.returned_on, parcel.paid_on, parcel.fee, parcel.note, parcel.created_at,
       (SELECT count(*) FROM parcel AS p WHERE p.order_id = parcel.order_id AND p.id <= parcel.id) AS place,
       (SELECT count(*) FROM parcel AS p WHERE p.order_id = parcel.order_id) AS parcels,
       CASE WHEN parcel.returned_on IS NOT NULL THEN 'returned' WHEN parcel.arrived_on IS NOT NULL THEN 'arrived'
            WHEN parcel.shipped_on IS NOT NULL THEN 'shipped' ELSE 'packed' END AS status,
       o.shipped_on AS order_shipped_on, o.arrived_on AS order_arrived_on, o.closed_as AS order_closed_as
  FROM parcel
  JOIN sale_order AS o ON o.id = parcel.order_id
  JOIN contact ON contact.id = o.contact_id;

CREATE VIEW packed_view AS
SELECT packed.id, packed.parcel_id, packed.line_id, line.order_id, line.sku, line.name, packed.qty, parcel.returned_on
  FROM parcel_line AS packed
  JOIN order_line AS line ON line.id = packed.line_id
  JOIN parcel ON parcel.id = packed.parcel_id;

CREATE VIEW errand_view AS
SELECT errand.id, errand.due_id, errand.contact_id, contact.name AS contact_name, errand.what, errand.at_most,
       errand.fee, errand.spent, errand.bought_on, errand.not_found_on, errand.asked_at, due.amount, due.paid,
       due.due_on, due.closed_on
  FROM errand
  JOIN due ON due.id = errand.due_id
  JOIN contact ON contact.id = errand.contact_id;

CREATE VIEW payment_view AS
SELECT payment.id, payment.contact_id, contact.name AS contact_name, sale_order.id AS order_id, payment.due_id,
       payment.amount, payment.kind, payment.method, payment.paid_on, payment.note, payment.reverses_id,
       payment.created_at, EXISTS (SELECT 1 FROM payment AS v WHERE v.reverses_id = payment.id) AS voided,
       payment.id <= coalesce(
         (SELECT last_id FROM bank_line WHERE payment_id <= payment.id ORDER BY payment_id DESC LIMIT 1), 0) AS confirmed
  FROM payment
  JOIN contact ON contact.id = payment.contact_id
  LEFT JOIN sale_order ON sale_order.due_id = payment.due_id;

-- What is open about whom; the rooms above ask more.
CREATE VIEW ask_view AS
SELECT ask.id, ask.contact_id, contact.name AS contact_name, ask.kind, ask.text, ask.product_id, product.sku,
       trim(product.name || ' ' || coalesce(product.variant, '')) AS product, ask.objection, ask.asked_at, ask.next_on, ask.answered_at, ask.answer, ask.ended_on, ask.ended_as, ask.because,
       ask.order_id
  FROM ask
  JOIN contact ON contact.id = ask.contact_id
  LEFT JOIN product ON product.id = ask.product_id;

CREATE VIEW complaint_view AS
SELECT complaint.id, complaint.contact_id, contact.name AS contact_name, complaint.order_id, complaint.product_id,
       product.sku, trim(product.name || ' ' || coalesce(product.variant, '')) AS product, complaint.kind, complaint.text,
       complaint.opened_on, complaint.opened_at, complaint.next_on, complaint.closed_at, complaint.outcome,
       complaint.cause, complaint.prevention
  FROM complaint
  JOIN contact ON contact.id = complaint.contact_id
  LEFT JOIN product ON product.id = complaint.product_id;

-- What was to go out in exchange and was called off never went out, so that nothing has ended with it. The row keeps
-- which order that was until another goes out, because she neither ordered it nor let it go.
CREATE VIEW claim_view AS
SELECT claim.id, claim.contact_id, contact.name AS contact_name, claim.order_id, claim.line_id, line.name AS what,
       line.sku, line.product_id, claim.guarantee_id, claim.complaint_id, claim.qty, claim.wants, claim.reason,
       claim.text, claim.evidence, claim.opened_on, claim.opened_at, claim.decided_on, claim.decision, claim.because,
       claim.back_on, claim.out_order_id, iif(gone.id IS NULL, claim.out_order_id, NULL) AS went_out_id,
       iif(claim.wants = 'exchange', gone.id, NULL) AS called_off_id, claim.refunded, claim.repaired_on,
       iif(claim.wants = 'exchange' AND gone.id IS NOT NULL, NULL, claim.ended_on) AS ended_on
  FROM claim
  JOIN contact ON contact.id = claim.contact_id
  LEFT JOIN order_line AS line ON line.id = claim.line_id
  LEFT JOIN sale_order AS gone ON gone.id = claim.out_order_id AND gone.closed_as IS NOT NULL;

-- What the triggers of the history write into: a row as it was becomes a row of the change that is going on.
CREATE VIEW remember AS
  SELECT tbl, row_id, did, was, contact_id, order_id FROM change_row;
CREATE TRIGGER remember_row INSTEAD OF INSERT ON remember BEGIN
  INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id, order_id) VALUES (
    (SELECT max(id) FROM change), new.tbl, new.row_id, new.row_id, new.did, new.was, new.contact_id, new.order_id);
END;
