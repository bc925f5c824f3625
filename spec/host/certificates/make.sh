#!/bin/sh
# make.sh: makes the certificates of the checks anew, which are valid until 2120. They are
# kept with the checks, because these also run where the openssl command would run under a
# sanitizer, with failing memory, or again and again.
#
#   ca.pem        the root          server.pem    for localhost, with its key
#   client.pem    with its key      locked.key    the server's key; its password is "secret"
#   crl.pem       the root's revocation list, which is empty
#   dh.pem        parameters of Diffie-Hellman

cd "$(dirname "$0")" || exit
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
touch "$work/index"

cat >"$work/cnf" <<END
[req]
distinguished_name = none
[none]
[ca]
default_ca = all
[all]
database = $work/index
new_certs_dir = $work
default_md = sha256
policy = any
default_crl_days = 34000
rand_serial = yes
[any]
commonName = supplied
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
subjectAltName = DNS:localhost,IP:127.0.0.1
[client]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
END

# sign NAME SUBJECT OPTIONS ...
sign() {
  name=$1 subject=$2
  shift 2
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/$name.key" 2>/dev/null &&
    openssl req -new -config "$work/cnf" -subj "$subject" -key "$work/$name.key" -out "$work/$name.csr" &&
    openssl ca -batch -notext -config "$work/cnf" -extensions "$name" -startdate 20200101000000Z \
      -enddate 21200101000000Z -in "$work/$name.csr" -out "$work/$name.crt" "$@" 2>/dev/null
}

sign root "/CN=Root of the checks" -selfsign -keyfile "$work/root.key" || exit
for name in server client; do
  sign $name "/CN=$name" -cert "$work/root.crt" -keyfile "$work/root.key" || exit
  cat "$work/$name.key" "$work/$name.crt" >$name.pem
done
cat "$work/root.crt" >ca.pem
openssl ca -gencrl -config "$work/cnf" -cert "$work/root.crt" -keyfile "$work/root.key" -out crl.pem || exit
openssl pkcs8 -topk8 -v2 aes-256-cbc -iter 1 -passout pass:secret -in "$work/server.key" -out locked.key || exit
openssl genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048 -out dh.pem
