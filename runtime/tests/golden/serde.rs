//! Emitted types are ordinary serde types.

use serde::de::value::{Error, F64Deserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde_json::Value as Json;
use stubsmith_runtime::value::{DEPTH_LIMIT, Tape};
use stubsmith_runtime::{Direction, Value, from_json};

use super::emitted::{CreateInvoice, InvoiceStatus, LineItem, PublicInvoice};
use super::{INVOICE, ORDER};

#[test]
fn serde_json_reads_and_writes_the_same_text() {
    let invoice: PublicInvoice = serde_json::from_str(INVOICE).unwrap();
    assert_eq!(
        Ok(&invoice),
        from_json(INVOICE.as_bytes(), Direction::Response).as_ref()
    );
    assert_eq!(serde_json::to_string(&invoice).unwrap(), INVOICE);
    let from_reader: PublicInvoice = serde_json::from_reader(INVOICE.as_bytes()).unwrap();
    assert_eq!(from_reader, invoice);
    let order: CreateInvoice = serde_json::from_value(serde_json::from_str(ORDER).unwrap()).unwrap();
    assert_eq!(serde_json::to_string(&order).unwrap(), ORDER);
}

#[test]
fn serde_reads_as_in_a_response() {
    let status: InvoiceStatus = serde_json::from_str("\"lost\"").unwrap();
    assert_eq!(status, InvoiceStatus::Unknown("lost".to_owned()));
    let item: LineItem = serde_json::from_str(r#"{"quantity": 1, "quantity": 2, "extra": 3}"#).unwrap();
    assert_eq!(item.quantity.get(), 2);
}

#[test]
fn the_error_names_all_violations() {
    let error = serde_json::from_str::<LineItem>(r#"{"price": 0.001}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "/quantity: is required; /price: must be a multiple of 0.01"
    );
}

#[test]
fn other_formats_work() {
    let order: CreateInvoice = serde_json::from_str(ORDER).unwrap();
    let yaml = serde_yaml::to_string(&order).unwrap();
    assert_eq!(serde_yaml::from_str::<CreateInvoice>(&yaml).unwrap(), order);
    let item: LineItem = serde_yaml::from_str("quantity: 3\nprice: 0.1\n7: seven\n").unwrap();
    assert_eq!(item.quantity.get(), 3);
    assert!(serde_yaml::from_str::<LineItem>("quantity: .nan").is_err());
}

#[test]
fn what_json_has_not_is_an_error() {
    let not_a_number: F64Deserializer<Error> = f64::NAN.into_deserializer();
    assert!(Tape::from_deserializer(not_a_number).is_err());
    let bytes = serde::de::value::BytesDeserializer::<Error>::new(b"bytes");
    assert!(Tape::from_deserializer(bytes).is_err());
}

#[test]
fn depth_is_bounded_where_the_format_does_not_bound_it() {
    let nested = |depth| (0..depth).fold(Json::Null, |inner, _| Json::Array(vec![inner]));
    assert!(Tape::from_deserializer(&nested(DEPTH_LIMIT)).is_ok());
    let error = Tape::from_deserializer(&nested(DEPTH_LIMIT + 1)).unwrap_err();
    assert_eq!(error.to_string(), "arrays and objects are nested too deep");
}

/// A format that must be told the type beforehand, as compact binary formats must.
struct NotSelfDescribing;

impl<'de> Deserializer<'de> for NotSelfDescribing {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("this format does not say what it holds"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[test]
fn formats_that_do_not_describe_themselves_give_an_error() {
    use serde::Deserialize as _;
    let error = PublicInvoice::deserialize(NotSelfDescribing).unwrap_err();
    assert_eq!(error.to_string(), "this format does not say what it holds");
}

#[test]
fn debug_output_of_tapes_shows_no_values() {
    let tape = Tape::from_json(br#"{"token": "hunter2"}"#).unwrap();
    let value: Value<'_> = tape.root();
    assert_eq!(format!("{tape:?} {value:?}"), "Tape(an object) an object");
}
