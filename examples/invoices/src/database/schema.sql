-- Run at each start. Keys that are only compared are stored as SHA-256; a signing key is needed as it is.

CREATE TABLE IF NOT EXISTS meum_keys (
    fingerprint BLOB PRIMARY KEY,
    store TEXT NOT NULL,
    is_woocommerce INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS paycashless_keys (
    id TEXT PRIMARY KEY,
    secret TEXT NOT NULL,
    merchant TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS razorpay_keys (
    id TEXT PRIMARY KEY,
    fingerprint BLOB NOT NULL,
    merchant TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS triport_sessions (
    fingerprint BLOB PRIMARY KEY,
    user TEXT NOT NULL,
    expires_at INTEGER NOT NULL -- UNIX seconds
) STRICT;

-- The invoices of Meum, Paycashless and Razorpay: `document` is the JSON that the API shows.
CREATE TABLE IF NOT EXISTS invoices (
    api TEXT NOT NULL,
    id TEXT NOT NULL,
    owner TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (api, id)
) STRICT;

-- Triport shows no invoice, so there is no more to one than its status.
CREATE TABLE IF NOT EXISTS triport_invoices (
    id TEXT PRIMARY KEY,
    user TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'paid', 'expired', 'cancelled'))
) STRICT;
