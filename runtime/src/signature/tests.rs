use super::*;
use crate::Secret;

const BODY: SignatureScheme = SignatureScheme::new(Algorithm::HmacSha512, SignatureEncoding::Hex, "request-signature")
    .timestamp_header("request-timestamp", 300);

const NOW: i64 = 1_712_336_881;

fn scheme(algorithm: Algorithm, encoding: SignatureEncoding) -> SignatureScheme {
    SignatureScheme {
        algorithm,
        encoding,
        ..BODY
    }
}

fn key_of(secret: &str) -> HmacKey {
    BODY.key(&Secret::from(secret)).unwrap()
}

fn headers<'h>(signature: &'h str, timestamp: &'h str) -> SignatureHeaders<'h> {
    SignatureHeaders {
        signature,
        timestamp,
        ..SignatureHeaders::default()
    }
}

#[test]
fn what_is_signed_verifies_in_each_encoding() {
    let key = key_of("shared");
    for algorithm in [Algorithm::HmacSha256, Algorithm::HmacSha512] {
        for encoding in [SignatureEncoding::Hex, SignatureEncoding::Base64] {
            let scheme = scheme(algorithm, encoding);
            let signature = scheme.sign(&[&key], "", NOW, b"{}");
            assert_eq!(
                scheme.verify(&key, headers(&signature, &NOW.to_string()), NOW, b"{}"),
                Ok(())
            );
            let other = scheme.verify(&key, headers(&signature, &NOW.to_string()), NOW, b"{ }");
            assert_eq!(other, Err(SignatureError::Mismatch));
            let other = scheme.verify(&key_of("Shared"), headers(&signature, &NOW.to_string()), NOW, b"{}");
            assert_eq!(other, Err(SignatureError::Mismatch));
        }
    }
}

#[test]
fn hexadecimal_digits_are_read_in_both_cases_and_base64_without_padding() {
    let key = key_of("Jefe");
    let data = b"what do ya want for nothing?";
    let hex = BODY.sign(&[&key], "", NOW, data).to_uppercase();
    assert_eq!(BODY.verify(&key, headers(&hex, &NOW.to_string()), NOW, data), Ok(()));
    let base64 = scheme(Algorithm::HmacSha256, SignatureEncoding::Base64);
    let signature = base64.sign(&[&key], "", NOW, data);
    assert_eq!(signature, "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    let unpadded = signature.trim_end_matches('=');
    assert_eq!(
        base64.verify(&key, headers(unpadded, &NOW.to_string()), NOW, data),
        Ok(())
    );
}

#[test]
fn malformed_and_cut_signatures_are_refused() {
    let key = key_of("shared");
    let right = BODY.sign(&[&key], "", NOW, b"{}");
    let malformed = ["0", "zz", "é", " 00", "0x00", right.get(1..).unwrap()];
    for signature in malformed {
        let refused = BODY.verify(&key, headers(signature, &NOW.to_string()), NOW, b"{}");
        assert_eq!(refused, Err(SignatureError::MalformedSignature), "{signature}");
    }
    let cut = [
        "",
        right.get(..2).unwrap(),
        right.get(..64).unwrap(),
        &format!("{right}00"),
    ];
    for signature in cut {
        let refused = BODY.verify(&key, headers(signature, &NOW.to_string()), NOW, b"{}");
        assert_eq!(refused, Err(SignatureError::Mismatch), "{signature}");
    }
    let base64 = scheme(Algorithm::HmacSha256, SignatureEncoding::Base64);
    for signature in ["=", "_-==", "AB C", "AAA*"] {
        let refused = base64.verify(&key, headers(signature, &NOW.to_string()), NOW, b"{}");
        assert_eq!(refused, Err(SignatureError::MalformedSignature), "{signature}");
    }
}

#[test]
fn the_window_reaches_into_the_past_and_the_future() {
    let key = key_of("shared");
    let signature = BODY.sign(&[&key], "", NOW, b"");
    let table = [
        (NOW - 300, Ok(())),
        (NOW + 300, Ok(())),
        (NOW + 301, Err(SignatureError::Expired)),
        (NOW - 301, Err(SignatureError::InTheFuture)),
        (i64::MAX, Err(SignatureError::Expired)),
        (i64::MIN, Err(SignatureError::InTheFuture)),
    ];
    for (now, expected) in table {
        let verified = BODY.verify(&key, headers(&signature, &NOW.to_string()), now, b"");
        assert_eq!(verified, expected, "{now}");
    }
    let far = BODY.verify(&key, headers(&signature, &i64::MAX.to_string()), i64::MIN, b"");
    assert_eq!(far, Err(SignatureError::InTheFuture));
}

#[test]
fn timestamps_are_digits() {
    let key = key_of("shared");
    let signature = BODY.sign(&[&key], "", NOW, b"");
    let table = [
        "",
        "+1712336881",
        "-1712336881",
        " 1712336881",
        "1712336881.0",
        "1e9",
        "0x1",
        "١",
        "9223372036854775808",
    ];
    for timestamp in table {
        let verified = BODY.verify(&key, headers(&signature, timestamp), NOW, b"");
        assert_eq!(verified, Err(SignatureError::MalformedTimestamp), "{timestamp}");
    }
}

#[test]
fn the_timestamp_may_be_part_of_the_payload() {
    let scheme = SignatureScheme {
        payload: &[PayloadPart::Timestamp, PayloadPart::Literal("."), PayloadPart::Body],
        ..BODY
    };
    let key = key_of("shared");
    let signature = scheme.sign(&[&key], "", NOW, b"{}");
    let whole = format!("{NOW}.{{}}");
    assert_eq!(signature, BODY.sign(&[&key], "", 0, whole.as_bytes()));
    assert_eq!(
        scheme.verify(&key, headers(&signature, &NOW.to_string()), NOW, b"{}"),
        Ok(())
    );
    let moved = scheme.verify(&key, headers(&signature, &(NOW + 1).to_string()), NOW, b"{}");
    assert_eq!(moved, Err(SignatureError::Mismatch));
}

#[test]
fn a_scheme_without_a_timestamp_asks_for_none() {
    let scheme = SignatureScheme {
        timestamp: None,
        ..BODY
    };
    let key = key_of("shared");
    let signature = scheme.sign(&[&key], "", NOW, b"{}");
    assert_eq!(scheme.verify(&key, headers(&signature, ""), NOW, b"{}"), Ok(()));
}

#[test]
fn an_empty_secret_is_no_key() {
    assert_eq!(BODY.key(&Secret::default()).unwrap_err(), SignatureError::EmptySecret);
    for written in ["", "whsec_"] {
        let key = STANDARD_WEBHOOKS.key(&Secret::from(written));
        assert_eq!(key.unwrap_err(), SignatureError::EmptySecret, "{written}");
    }
}

/// The scheme of Standard Webhooks 1.0.0, as emitted code has it.
const STANDARD_WEBHOOKS: SignatureScheme =
    SignatureScheme::new(Algorithm::HmacSha256, SignatureEncoding::Base64, "webhook-signature")
        .payload(&[
            PayloadPart::Id,
            PayloadPart::Literal("."),
            PayloadPart::Timestamp,
            PayloadPart::Literal("."),
            PayloadPart::Body,
        ])
        .prefix("v1,")
        .separator(" ")
        .id_header("webhook-id")
        .timestamp_header("webhook-timestamp", 300)
        .encoded_secret("whsec_", SignatureEncoding::Base64);

/// Made with Python's `hmac` and `base64`, of `msg_1.1712336881.` and this body, under both secrets below.
const MESSAGE: &[u8] = br#"{"type":"parcel.moved"}"#;
const SIGNATURE: &str = "v1,T0m/G0Wy1K/tgYn0e7c7vYwEz26oiVwhSl7lZBux+8M=";
const FORMER_SIGNATURE: &str = "v1,3McUMVWWJYHLBzcNyoiF+zn4Rq1L+O34YTNOGlvUm5E=";
const SECRET: &str = "whsec_YW4gZXhhbXBsZSBzZWNyZXQgb2YgMzIgYnl0ZXMhISE=";
const FORMER_SECRET: &str = "whsec_dGhlIGZvcm1lciBzZWNyZXQgb2YgMzIgYnl0ZXMuLi4=";

fn standard(secret: &str) -> HmacKey {
    STANDARD_WEBHOOKS.key(&Secret::from(secret)).unwrap()
}

fn verify_standard(signature: &str, id: &str) -> Result<(), SignatureError> {
    let timestamp = &NOW.to_string();
    let headers = SignatureHeaders {
        signature,
        id,
        timestamp,
    };
    STANDARD_WEBHOOKS.verify(&standard(SECRET), headers, NOW, MESSAGE)
}

#[test]
fn standard_webhooks_are_signed_and_verified() {
    let (key, former) = (standard(SECRET), standard(FORMER_SECRET));
    let sign = |keys: &[&HmacKey]| STANDARD_WEBHOOKS.sign(keys, "msg_1", NOW, MESSAGE);
    assert_eq!(sign(&[&key]), SIGNATURE);
    assert_eq!(sign(&[&key, &former]), format!("{SIGNATURE} {FORMER_SIGNATURE}"));
    assert_eq!(verify_standard(SIGNATURE, "msg_1"), Ok(()));
    for id in ["msg_2", "msg_1.", "msg_1.1712336881", "msg 1", "msg_é", ""] {
        let expected = match id {
            "msg_2" => SignatureError::Mismatch,
            _ => SignatureError::MalformedId,
        };
        assert_eq!(verify_standard(SIGNATURE, id), Err(expected), "{id}");
    }
}

#[test]
fn one_of_several_signatures_must_hold() {
    let (right, wrong) = (SIGNATURE, FORMER_SIGNATURE);
    let asymmetric = right.replace("v1,", "v1a,");
    let many = |count: usize| format!("{}{right}", format!("{wrong} ").repeat(count));
    let table = [
        (format!("{wrong} {right}"), Ok(())),
        (format!("{right} {wrong}"), Ok(())),
        (format!("v1,*** {asymmetric}  {right} "), Ok(())),
        (many(15), Ok(())),
        (many(16), Err(SignatureError::Mismatch)),
        (wrong.to_owned(), Err(SignatureError::Mismatch)),
        (format!("{right},{right}"), Err(SignatureError::MalformedSignature)),
        ("v1,***".to_owned(), Err(SignatureError::MalformedSignature)),
        ("v1,".to_owned(), Err(SignatureError::Mismatch)),
        (asymmetric, Err(SignatureError::NoSignature)),
        (right.replace("v1,", ""), Err(SignatureError::NoSignature)),
        (right.replace("v1", "V1"), Err(SignatureError::NoSignature)),
        (String::new(), Err(SignatureError::NoSignature)),
    ];
    for (signature, expected) in table {
        assert_eq!(verify_standard(&signature, "msg_1"), expected, "{signature}");
    }
}

#[test]
fn secrets_are_read_as_they_are_written() {
    let sign = |written: &str| {
        let key = STANDARD_WEBHOOKS.key(&Secret::from(written));
        key.map(|key| STANDARD_WEBHOOKS.sign(&[&key], "msg_1", NOW, MESSAGE))
    };
    let bare = SECRET.trim_start_matches("whsec_");
    for written in [SECRET, bare, SECRET.trim_end_matches('=')] {
        assert_eq!(sign(written).as_deref(), Ok(SIGNATURE), "{written}");
    }
    for written in ["whsec_***", "whsk_AAAA", "whsec_ AAAA", "v1,whsec_AAAA"] {
        assert_eq!(sign(written), Err(SignatureError::MalformedSecret), "{written}");
    }
    // Made with Python's `hmac`, under the bytes 00 ff 10.
    let hex = SignatureScheme::new(Algorithm::HmacSha256, SignatureEncoding::Hex, "x")
        .encoded_secret("", SignatureEncoding::Hex);
    let key = hex.key(&Secret::from("00FF10")).unwrap();
    let expected = "000f9fa27b7e886e0bd41e54b76655ffa39451fe55a486b24c9f5ea2ceadfb73";
    assert_eq!(hex.sign(&[&key], "", NOW, b"{}"), expected);
    assert_eq!(format!("{key:?}"), "HmacKey(..)");
}

/// The example of GitHub's documentation, which Python's `hmac` confirms.
#[test]
fn one_signature_may_have_a_prefix() {
    let scheme =
        SignatureScheme::new(Algorithm::HmacSha256, SignatureEncoding::Hex, "X-Hub-Signature-256").prefix("sha256=");
    let key = scheme.key(&Secret::from("It's a Secret to Everybody")).unwrap();
    let expected = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    assert_eq!(scheme.sign(&[&key, &key], "", NOW, b"Hello, World!"), expected);
    assert_eq!(
        scheme.verify(&key, headers(expected, ""), NOW, b"Hello, World!"),
        Ok(())
    );
    let bare = scheme.verify(
        &key,
        headers(expected.trim_start_matches("sha256="), ""),
        NOW,
        b"Hello, World!",
    );
    assert_eq!(bare, Err(SignatureError::NoSignature));
}

/// Made with Python's `hmac`, of `1492774577.{"object":"event"}`.
#[test]
fn the_timestamp_may_stand_beside_the_signatures() {
    let scheme = SignatureScheme::new(Algorithm::HmacSha256, SignatureEncoding::Hex, "Stripe-Signature")
        .payload(&[PayloadPart::Timestamp, PayloadPart::Literal("."), PayloadPart::Body])
        .prefix("v1=")
        .separator(",")
        .timestamp_element("t=", 300);
    let key = scheme.key(&Secret::from("whsec_text")).unwrap();
    let (body, signed_at) = (br#"{"object":"event"}"#, 1_492_774_577);
    let hash = "a4afba6ed925f193babb3f3d67aeec45a18f8c7060e1d15cdf90a2bee47bc40d";
    let written = format!("t=1492774577,v1={hash}");
    assert_eq!(scheme.sign(&[&key], "", signed_at, body), written);
    let other = "0".repeat(64);
    let table = [
        (written, Ok(())),
        (format!("v0={other}, v1={other}, v1={hash}, t=1492774577"), Ok(())),
        (format!("t=1492774577,v0={hash}"), Err(SignatureError::NoSignature)),
        (format!("t=1492774578,v1={hash}"), Err(SignatureError::Mismatch)),
        (format!("t=1,v1={hash}"), Err(SignatureError::Expired)),
        (format!("v1={hash}"), Err(SignatureError::MalformedTimestamp)),
        (
            format!("t=1492774577,t=1492774577,v1={hash}"),
            Err(SignatureError::MalformedTimestamp),
        ),
    ];
    for (signature, expected) in table {
        assert_eq!(
            scheme.verify(&key, headers(&signature, ""), signed_at, body),
            expected,
            "{signature}"
        );
    }
}
