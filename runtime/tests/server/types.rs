//! The types of the sample API, in the shape that is emitted.

use stubsmith_runtime::{Context, Decode, Encode, Fields, Value, Writer};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceId(String);
stubsmith_runtime::string_newtype!(InvoiceId, [StringRule::MinLength(5), StringRule::MaxLength(40)]);

#[derive(Clone, Debug, PartialEq)]
pub struct PublicInvoice {
    pub id: InvoiceId,
    pub note: Option<String>,
}

impl Encode for PublicInvoice {
    fn encode(&self, writer: &mut Writer) {
        let mut fields = writer.object();
        fields.required("id", &self.id);
        fields.optional("note", &self.note);
        fields.end();
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct NewInvoice {
    pub amount: i64,
    pub lines: Vec<String>,
    pub note: Option<String>,
}

impl Decode for NewInvoice {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        let mut fields = Fields::new(value, cx)?;
        let amount = fields.required("amount");
        let lines = fields.required("lines");
        let note = fields.optional("note");
        Some(Self {
            amount: amount?,
            lines: lines?,
            note: note?,
        })
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct PublicApiError {
    pub code: String,
    pub message: String,
    pub param: Option<String>,
    pub request_id: String,
}

impl Encode for PublicApiError {
    fn encode(&self, writer: &mut Writer) {
        let mut fields = writer.object();
        fields.required("code", &self.code);
        fields.required("message", &self.message);
        fields.optional("param", &self.param);
        fields.required("request_id", &self.request_id);
        fields.end();
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum CancelInvoiceError {
    NotFound(Box<PublicApiError>),
}
