//! Types as the generator emits them, written by hand.

use std::collections::BTreeMap;

use stubsmith_runtime::{Context, Decode, Encode, Fields, Maybe, Secret, Timestamp, Uri, Uuid, Value, Writer};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PublicInvoice {
    pub id: Option<InvoiceId>,
    pub paid_amount: Maybe<String>,
    pub metadata: Maybe<BTreeMap<String, serde_json::Value>>,
    pub status: Option<InvoiceStatus>,
    pub created_at: Option<Timestamp>,
}

impl Decode for PublicInvoice {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        let mut fields = Fields::new(value, cx)?;
        let id = fields.optional("id");
        let paid_amount = fields.maybe("paid_amount");
        let metadata = fields.maybe("metadata");
        let status = fields.optional("status");
        let created_at = fields.optional("created_at");
        Some(Self {
            id: id?,
            paid_amount: paid_amount?,
            metadata: metadata?,
            status: status?,
            created_at: created_at?,
        })
    }
}

impl Encode for PublicInvoice {
    fn encode(&self, writer: &mut Writer) {
        let mut fields = writer.object();
        fields.optional("id", &self.id);
        fields.maybe("paid_amount", &self.paid_amount);
        fields.maybe("metadata", &self.metadata);
        fields.optional("status", &self.status);
        fields.optional("created_at", &self.created_at);
        fields.end();
    }
}

stubsmith_runtime::serde_via_codec!(PublicInvoice);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InvoiceStatus {
    Pending,
    AwaitingPayment,
    /// A value that the document does not name; only responses may hold one.
    Unknown(String),
}

stubsmith_runtime::string_enum!(InvoiceStatus { Pending = "pending", AwaitingPayment = "awaiting_payment" });

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InvoiceId(String);

stubsmith_runtime::string_newtype!(
    InvoiceId,
    [StringRule::Pattern(&patterns::INVOICE_ID), StringRule::MaxLength(36)]
);

mod patterns {
    use stubsmith_runtime::{Pattern, PatternTable};

    pub static INVOICE_ID: Pattern = Pattern::new(PatternTable {
        source: "^inv",
        classes: &classes(),
        class_count: 4,
        wide: false,
        transitions: &[1, 3, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 4, 1, 1, 1, 1, 2],
        accepting: &[0b100],
    });

    const fn classes() -> [u8; 256] {
        let mut classes = [0; 256];
        classes[b'i' as usize] = 1;
        classes[b'n' as usize] = 2;
        classes[b'v' as usize] = 3;
        classes
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

stubsmith_runtime::integer_newtype!(Quantity(i64), [IntegerRule::Minimum(1)]);

#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Price(f32);

stubsmith_runtime::number_newtype!(
    Price(f32),
    [NumberRule::ExclusiveMinimum(0.0), NumberRule::MultipleOf(0.01)]
);

#[derive(Clone, Debug, PartialEq)]
pub struct LineItems(Vec<LineItem>);

stubsmith_runtime::array_newtype!(
    LineItems(LineItem),
    [CountRule::Min(1), CountRule::Max(3), CountRule::Unique]
);

#[derive(Clone, Debug, PartialEq)]
pub struct Notes(BTreeMap<String, Note>);

stubsmith_runtime::map_newtype!(Notes(Note), [CountRule::Max(2)]);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Note(String);

stubsmith_runtime::string_newtype!(Note, [StringRule::MaxLength(5)]);

/// Closed: `additionalProperties: false`.
#[derive(Clone, Debug, PartialEq)]
pub struct LineItem {
    pub quantity: Quantity,
    pub price: Option<Price>,
}

impl Decode for LineItem {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        let mut fields = Fields::new(value, cx)?;
        let quantity = fields.required("quantity");
        let price = fields.optional("price");
        let closed = fields.closed(&["quantity", "price"]);
        closed?;
        Some(Self {
            quantity: quantity?,
            price: price?,
        })
    }
}

impl Encode for LineItem {
    fn encode(&self, writer: &mut Writer) {
        let mut fields = writer.object();
        fields.required("quantity", &self.quantity);
        fields.optional("price", &self.price);
        fields.end();
    }
}

stubsmith_runtime::serde_via_codec!(LineItem);

/// Required, nullable, recursive and additional members.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateInvoice {
    pub key: Uuid,
    pub reason: Option<String>,
    pub status: InvoiceStatus,
    pub items: LineItems,
    pub notes: Option<Notes>,
    pub token: Option<Secret>,
    pub callback_url: Option<Uri>,
    pub replaces: Option<Box<CreateInvoice>>,
    pub additional: BTreeMap<String, i64>,
}

impl Decode for CreateInvoice {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        let mut fields = Fields::new(value, cx)?;
        let key = fields.required("key");
        let reason = fields.required("reason");
        let status = fields.required("status");
        let items = fields.required("items");
        let notes = fields.optional("notes");
        let token = fields.optional("token");
        let callback_url = fields.optional("callback_url");
        let replaces = fields.optional("replaces");
        let additional = fields.additional(&[
            "key",
            "reason",
            "status",
            "items",
            "notes",
            "token",
            "callback_url",
            "replaces",
        ]);
        Some(Self {
            key: key?,
            reason: reason?,
            status: status?,
            items: items?,
            notes: notes?,
            token: token?,
            callback_url: callback_url?,
            replaces: replaces?,
            additional: additional?,
        })
    }
}

impl Encode for CreateInvoice {
    fn encode(&self, writer: &mut Writer) {
        let mut fields = writer.object();
        fields.required("key", &self.key);
        fields.required("reason", &self.reason);
        fields.required("status", &self.status);
        fields.required("items", &self.items);
        fields.optional("notes", &self.notes);
        fields.optional("token", &self.token);
        fields.optional("callback_url", &self.callback_url);
        fields.optional("replaces", &self.replaces);
        fields.additional(&self.additional);
        fields.end();
    }
}

stubsmith_runtime::serde_via_codec!(CreateInvoice);
