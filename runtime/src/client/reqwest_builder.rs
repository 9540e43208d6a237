//! In: the name of an emitted builder. Out: its method `reqwest`, where the runtime has a TLS library.
//! Guarantee: emitted code needs no feature of its own for it.

/// Gives an emitted builder the method `reqwest`.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[doc(hidden)]
#[macro_export]
macro_rules! reqwest_builder {
    ($builder:ident) => {
        impl $builder {
            /// Sends requests through a `reqwest` client of your own.
            pub fn reqwest(self, client: $crate::reqwest::Client) -> Self {
                Self {
                    core: self.core.reqwest(client),
                }
            }
        }
    };
}

/// Without a TLS library there is no `reqwest`.
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[doc(hidden)]
#[macro_export]
macro_rules! reqwest_builder {
    ($builder:ident) => {};
}
