//! The keys of a project: a shared secret (HS256) and a pair (ES256). It signs with one and believes both, like a
//! Supabase project that moves from the one to the other.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, UnparsedPublicKey,
};
use ring::{digest, hmac};
use serde_json::{Map, Value, json};

use super::{TokenError, check_times};
use crate::error::{Error, Result};
use crate::random;

/// With which key a project signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Algorithm {
    /// The shared secret.
    Hs256,
    /// The pair, whose public half anybody can fetch; what new projects have.
    #[default]
    Es256,
}

/// The signing keys of a project.
pub struct Keys {
    algorithm: Algorithm,
    secret: [u8; 32],
    pkcs8: Vec<u8>,
    pair: EcdsaKeyPair,
}

impl Keys {
    /// Makes fresh keys.
    pub fn generate(algorithm: Algorithm) -> Result<Self> {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map_err(|_| Error::Keys("no pair could be made"))?;
        Self::from_parts(algorithm, random::bytes()?, pkcs8.as_ref().to_vec())
    }

    /// Reads what [`Keys::to_text`] wrote.
    pub fn from_text(algorithm: Algorithm, text: &str) -> Result<Self> {
        let (secret, pkcs8) = text.trim().split_once('.').ok_or(Error::Keys("two parts expected"))?;
        let secret = URL_SAFE_NO_PAD.decode(secret).ok().and_then(|secret| secret.try_into().ok());
        let pkcs8 = URL_SAFE_NO_PAD.decode(pkcs8).map_err(|_| Error::Keys("the pair is no Base64"))?;
        Self::from_parts(algorithm, secret.ok_or(Error::Keys("the secret has 32 bytes"))?, pkcs8)
    }

    /// Both keys as one line, to go on with the same ones next time.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}.{}", URL_SAFE_NO_PAD.encode(self.secret), URL_SAFE_NO_PAD.encode(&self.pkcs8))
    }

    fn from_parts(algorithm: Algorithm, secret: [u8; 32], pkcs8: Vec<u8>) -> Result<Self> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &pkcs8, &SystemRandom::new())
            .map_err(|_| Error::Keys("the pair is not of the curve P-256"))?;
        Ok(Self { algorithm, secret, pkcs8, pair })
    }

    /// With which key it signs.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Signs claims with the project's algorithm.
    pub fn sign(&self, claims: &Value) -> Result<String> {
        self.sign_with(self.algorithm, claims)
    }

    /// Signs claims with the other algorithm too: what a token from before a change of keys looks like.
    pub fn sign_with(&self, algorithm: Algorithm, claims: &Value) -> Result<String> {
        let head = match algorithm {
            Algorithm::Hs256 => json!({"alg": "HS256", "typ": "JWT"}),
            Algorithm::Es256 => json!({"alg": "ES256", "kid": self.kid(), "typ": "JWT"}),
        };
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&head), part(claims));
        let signature = match algorithm {
            Algorithm::Hs256 => hmac::sign(&self.hmac(), signed.as_bytes()).as_ref().to_vec(),
            Algorithm::Es256 => {
                let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes());
                signature.map_err(|_| Error::Keys("the pair did not sign"))?.as_ref().to_vec()
            }
        };
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// The claims of a token whose signature and times hold.
    pub fn verify(&self, token: &str, now_s: i64) -> Result<Map<String, Value>, TokenError> {
        if token.is_empty() {
            return Err(TokenError::Empty);
        }
        let parts: Vec<&str> = token.split('.').collect();
        let [head, body, signature] = parts[..] else { return Err(TokenError::Parts(parts.len())) };
        let decode = |part| URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenError::Signature);
        let head: Value = serde_json::from_slice(&decode(head)?).map_err(|_| TokenError::Signature)?;
        let (signed, signature) = (&token[..token.len() - signature.len() - 1], decode(signature)?);
        match head["alg"].as_str() {
            Some("HS256") => hmac::verify(&self.hmac(), signed.as_bytes(), &signature)
                .map_err(|_| TokenError::Signature)?,
            Some("ES256") if head["kid"].as_str().is_some_and(|kid| kid != self.kid()) => {
                return Err(TokenError::Key);
            }
            Some("ES256") => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.pair.public_key().as_ref())
                    .verify(signed.as_bytes(), &signature)
                    .map_err(|_| TokenError::Signature)?;
            }
            _ => return Err(TokenError::Algorithm),
        }
        let claims = serde_json::from_slice(&decode(body)?).map_err(|_| TokenError::Claims)?;
        check_times(&claims, now_s)?;
        Ok(claims)
    }

    /// The public half of the pair as a key set.
    #[must_use]
    pub fn jwks(&self) -> Value {
        // An uncompressed point: one byte that says so, then the two coordinates.
        let point = self.pair.public_key().as_ref();
        let coordinate = |from: usize| point.get(from..from + 32).map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
        json!({"keys": [{
            "kty": "EC", "crv": "P-256", "x": coordinate(1), "y": coordinate(33),
            "alg": "ES256", "use": "sig", "key_ops": ["verify"], "ext": true, "kid": self.kid(),
        }]})
    }

    fn hmac(&self) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, &self.secret)
    }

    fn kid(&self) -> String {
        let hash = digest::digest(&digest::SHA256, self.pair.public_key().as_ref());
        URL_SAFE_NO_PAD.encode(&hash.as_ref()[..12])
    }
}

impl fmt::Debug for Keys {
    /// Leaves the keys out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}
