package dev.credence.internal.jose;

/** The {@code kty} values of public keys that can check a signature here (RFC 7518 §6.1). */
enum KeyType {
  RSA,
  EC,
  OKP
}
