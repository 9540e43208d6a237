use super::*;

const BODY: SignatureScheme = SignatureScheme {
    algorithm: Algorithm::HmacSha512,
    encoding: SignatureEncoding::Hex,
    signature_header: "request-signature",
    timestamp_header: Some("request-timestamp"),
    tolerance_seconds: 300,
    payload: &[PayloadPart::Body],
};

const NOW: i64 = 1_712_336_881;

fn scheme(algorithm: Algorithm, encoding: SignatureEncoding) -> SignatureScheme {
    SignatureScheme {
        algorithm,
        encoding,
        ..BODY
    }
}

fn hashed<M: Mac>(mut mac: M, data: &str) -> String {
    mac.update(data.as_bytes());
    BODY.encode(&mac.finalize().into_bytes())
}

/// Test cases 1, 2, 6 and 7 of RFC 4231; the keys of the latter two are longer than a block of either hash.
#[test]
fn known_answers() {
    let table: [(&[u8], &str, &str, &str); 4] = [
        (
            &[0x0b; 20],
            "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde\
             daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
        ),
        (
            b"Jefe",
            "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
             9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        ),
        (
            &[0xaa; 131],
            "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352\
             6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
        ),
        (
            &[0xaa; 131],
            "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be \
             hashed before being used by the HMAC algorithm.",
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944\
             b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58",
        ),
    ];
    for (key, data, sha256, sha512) in table {
        assert_eq!(hashed(keyed::<Sha256>(key), data), sha256, "{data}");
        assert_eq!(hashed(keyed::<Sha512>(key), data), sha512, "{data}");
    }
}

#[test]
fn a_key_of_one_block_is_not_hashed() {
    let table = [
        (64, "ae0c0e4a2340cf50185eb46aaa8723f4769153661612e212fb0d1fa3170c6202"),
        (65, "ed378e5dfa30dc98814ba09b2e610d9b6af66054922ceef9480da094a3f11b2d"),
    ];
    for (length, expected) in table {
        assert_eq!(
            hashed(keyed::<Sha256>(&vec![b'k'; length]), "abc"),
            expected,
            "{length}"
        );
    }
}

#[test]
fn what_is_signed_verifies_in_each_encoding() {
    let secret = Secret::from("shared");
    for algorithm in [Algorithm::HmacSha256, Algorithm::HmacSha512] {
        for encoding in [SignatureEncoding::Hex, SignatureEncoding::Base64] {
            let scheme = scheme(algorithm, encoding);
            let signature = scheme.sign(&secret, NOW, b"{}");
            assert_eq!(scheme.verify(&secret, &signature, &NOW.to_string(), NOW, b"{}"), Ok(()));
            let other = scheme.verify(&secret, &signature, &NOW.to_string(), NOW, b"{ }");
            assert_eq!(other, Err(SignatureError::Mismatch));
            let other = scheme.verify(&Secret::from("Shared"), &signature, &NOW.to_string(), NOW, b"{}");
            assert_eq!(other, Err(SignatureError::Mismatch));
        }
    }
}

#[test]
fn hexadecimal_digits_are_read_in_both_cases_and_base64_without_padding() {
    let secret = Secret::from("Jefe");
    let data = b"what do ya want for nothing?";
    let hex = BODY.sign(&secret, NOW, data).to_uppercase();
    assert_eq!(BODY.verify(&secret, &hex, &NOW.to_string(), NOW, data), Ok(()));
    let base64 = scheme(Algorithm::HmacSha256, SignatureEncoding::Base64);
    let signature = base64.sign(&secret, NOW, data);
    assert_eq!(signature, "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    let unpadded = signature.trim_end_matches('=');
    assert_eq!(base64.verify(&secret, unpadded, &NOW.to_string(), NOW, data), Ok(()));
}

#[test]
fn malformed_and_cut_signatures_are_refused() {
    let secret = Secret::from("shared");
    let right = BODY.sign(&secret, NOW, b"{}");
    let malformed = ["0", "zz", "é", " 00", "0x00", right.get(1..).unwrap()];
    for signature in malformed {
        let refused = BODY.verify(&secret, signature, &NOW.to_string(), NOW, b"{}");
        assert_eq!(refused, Err(SignatureError::MalformedSignature), "{signature}");
    }
    let cut = [
        "",
        right.get(..2).unwrap(),
        right.get(..64).unwrap(),
        &format!("{right}00"),
    ];
    for signature in cut {
        let refused = BODY.verify(&secret, signature, &NOW.to_string(), NOW, b"{}");
        assert_eq!(refused, Err(SignatureError::Mismatch), "{signature}");
    }
    let base64 = scheme(Algorithm::HmacSha256, SignatureEncoding::Base64);
    for signature in ["=", "_-==", "AB C", "AAA*"] {
        let refused = base64.verify(&secret, signature, &NOW.to_string(), NOW, b"{}");
        assert_eq!(refused, Err(SignatureError::MalformedSignature), "{signature}");
    }
}

#[test]
fn the_window_reaches_into_the_past_and_the_future() {
    let secret = Secret::from("shared");
    let signature = BODY.sign(&secret, NOW, b"");
    let table = [
        (NOW - 300, Ok(())),
        (NOW + 300, Ok(())),
        (NOW + 301, Err(SignatureError::Expired)),
        (NOW - 301, Err(SignatureError::InTheFuture)),
        (i64::MAX, Err(SignatureError::Expired)),
        (i64::MIN, Err(SignatureError::InTheFuture)),
    ];
    for (now, expected) in table {
        let verified = BODY.verify(&secret, &signature, &NOW.to_string(), now, b"");
        assert_eq!(verified, expected, "{now}");
    }
    let far = BODY.verify(&secret, &signature, &i64::MAX.to_string(), i64::MIN, b"");
    assert_eq!(far, Err(SignatureError::InTheFuture));
}

#[test]
fn timestamps_are_digits() {
    let secret = Secret::from("shared");
    let signature = BODY.sign(&secret, NOW, b"");
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
        let verified = BODY.verify(&secret, &signature, timestamp, NOW, b"");
        assert_eq!(verified, Err(SignatureError::MalformedTimestamp), "{timestamp}");
    }
}

#[test]
fn the_timestamp_may_be_part_of_the_payload() {
    let scheme = SignatureScheme {
        payload: &[PayloadPart::Timestamp, PayloadPart::Literal("."), PayloadPart::Body],
        ..BODY
    };
    let secret = Secret::from("shared");
    let signature = scheme.sign(&secret, NOW, b"{}");
    let whole = format!("{NOW}.{{}}");
    assert_eq!(signature, BODY.sign(&secret, 0, whole.as_bytes()));
    assert_eq!(scheme.verify(&secret, &signature, &NOW.to_string(), NOW, b"{}"), Ok(()));
    let moved = scheme.verify(&secret, &signature, &(NOW + 1).to_string(), NOW, b"{}");
    assert_eq!(moved, Err(SignatureError::Mismatch));
}

#[test]
fn a_scheme_without_a_timestamp_asks_for_none() {
    let scheme = SignatureScheme {
        timestamp_header: None,
        tolerance_seconds: 0,
        ..BODY
    };
    let secret = Secret::from("shared");
    let signature = scheme.sign(&secret, NOW, b"{}");
    assert_eq!(scheme.verify(&secret, &signature, "", NOW, b"{}"), Ok(()));
}

#[test]
fn an_empty_secret_verifies_nothing() {
    let secret = Secret::default();
    let signature = BODY.sign(&secret, NOW, b"{}");
    let verified = BODY.verify(&secret, &signature, &NOW.to_string(), NOW, b"{}");
    assert_eq!(verified, Err(SignatureError::EmptySecret));
}
