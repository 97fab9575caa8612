#!/usr/bin/env bash
# Signs its standard input with a key that stays in a token (PKCS#11), and writes the signature: ECDSA over SHA-256, in DER.
#
#   streetdate bundle upload.mp4 --signer-program ./sign-by-token.sh --public-key case-key.pub.pem
#
# It needs OpenSC's pkcs11-tool, openssl, and these variables. The PIN is never on a command line, where others could read it.
set -euo pipefail
: "${PKCS11_MODULE:?must be the library of the token, such as /usr/lib/softhsm/libsofthsm2.so}"
: "${PKCS11_TOKEN:?must be the label of the token}"
: "${PKCS11_KEY_ID:?must be the id of the key, in hexadecimal}"
: "${PKCS11_PIN:?must be the PIN of the token}"

openssl dgst -sha256 -binary |
  pkcs11-tool --module "$PKCS11_MODULE" --token-label "$PKCS11_TOKEN" --login --pin env:PKCS11_PIN \
    --sign --mechanism ECDSA --signature-format openssl --id "$PKCS11_KEY_ID"
