"""A second verifier of bundles, for the tests. It shares no code with the first: Python's standard library only.

verify_bundle.py BUNDLE PUBLIC_KEY_HEX prints "holds", or "fails" and a reason, and exits with 0 or 1.
"""
import base64
import hashlib
import json
import re
import struct
import sys
import zlib


class Fault(Exception):
    pass


def demand(condition, reason):
    if not condition:
        raise Fault(reason)


# The ZIP file: the one way to write it, after PKWARE's APPNOTE 6.3, stored members only.

def read_members(data):
    members, at = {}, 0
    while data[at:at + 4] == b'PK\x03\x04':
        (_, _, _, _, crc, packed, size, name_length, extra) = struct.unpack('<HHHIIIIHH', data[at + 4:at + 30])
        name = data[at + 30:at + 30 + name_length].decode()
        start = at + 30 + name_length + extra
        body = data[start:start + size]
        demand(name not in members, name + ' is there twice')
        demand(packed == size and zlib.crc32(body) == crc, name + ' is damaged')
        members[name] = body
        at = start + size
    return members


def write_members(members):
    body, directory = b'', b''
    for name in sorted(members):
        raw, file = name.encode(), members[name]
        fields = struct.pack('<HHIIIIHH', 0x800, 0, 0x28216000, zlib.crc32(file), len(file), len(file), len(raw), 0)
        directory += b'PK\x01\x02' + struct.pack('<HH', 0x33f, 20) + fields
        directory += struct.pack('<HHHII', 0, 0, 0, 0o100644 << 16, len(body)) + raw
        body += b'PK\x03\x04' + struct.pack('<H', 20) + fields + raw + file
    end = struct.pack('<HHHHIIH', 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + b'PK\x05\x06' + end


# Ed25519, after RFC 8032, 5.1.

P = 2 ** 255 - 19
L = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def point_of(raw):
    y = int.from_bytes(raw, 'little')
    sign, y = y >> 255, y & (2 ** 255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    demand((x * x - square) % P == 0, 'the key or signature is no point')
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, 'little'))


def is_signed(key, message, signature):
    s = int.from_bytes(signature[32:], 'little')
    demand(len(signature) == 64 and s < L, 'the signature is none')
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), 'little') % L
    left, right = times(s, BASE), add(point_of(signature[:32]), times(challenge, point_of(key)))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# Canonical JSON whose numbers keep their text: what was canonical is written as it was read.

class Number(float):
    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.text = text
        return number


def parse(text):
    return json.loads(text, parse_float=Number, parse_int=Number)


def write(value):
    if isinstance(value, Number):
        return value.text
    if isinstance(value, list):
        return '[' + ','.join(map(write, value)) + ']'
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode('utf-16-be'))
        return '{' + ','.join(write(key) + ':' + write(value[key]) for key in keys) + '}'
    return json.dumps(value, ensure_ascii=False)


def digest_of(value):
    return sha256(write(value).encode())


def sha256(data):
    return hashlib.sha256(data).hexdigest()


# The ledger, after RFC 9162, 2.1.3.2.

def proves(position, size, leaf, proof, root):
    node, last, value = position, size - 1, leaf
    for sibling in map(bytes.fromhex, proof):
        if last == 0:
            return False
        if node & 1 or node == last:
            value = hashlib.sha256(b'\x01' + sibling + value).digest()
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            value = hashlib.sha256(b'\x01' + value + sibling).digest()
        node, last = node >> 1, last >> 1
    return last == 0 and value.hex() == root


# Fingerprints: the tracks of an .sdfp file, after packages/core/docs/file-format.md.

def tracks_of(data):
    demand(data[:8] == b'\x89SDFP\r\n\x1a', 'a fingerprint is none')
    count, = struct.unpack('<I', data[12:16])
    for at in range(32, 32 + 16 * count, 16):
        kind, _, offset, _ = struct.unpack('<4sIII', data[at:at + 16])
        if kind != b'TRAK':
            continue
        algorithm, view = (data[offset + shift:offset + shift + 16].rstrip(b'\0').decode() for shift in (0, 16))
        bits, frames = struct.unpack('<II', data[offset + 32:offset + 40])
        length = bits // 8
        times_at = offset + 40 + frames * length
        hashes = [int.from_bytes(data[offset + 40 + i * length:offset + 40 + (i + 1) * length], 'little') for i in range(frames)]
        yield algorithm, view, bits, list(struct.unpack('<%dI' % frames, data[times_at:times_at + 4 * frames])), hashes


def check_segment(query, reference, segment):
    """Each claimed distance is that of the query's frame to a frame of the reference within a quarter of a second of its moment."""
    bits, times_ms, hashes = query[(segment['queryView'])]
    _, other_ms, others = reference[(segment['referenceView'])]
    at = dict(zip(times_ms, hashes))
    for time, distance in zip(segment['frameTimes'], segment['distances']):
        frame = at.get(round(time * 1000))
        demand(frame is not None, 'a compared frame is not in the fingerprint')
        moment = 1000 * (segment['referenceStart'] + (time - segment['queryStart']) * segment['speed'])
        near = (bin(frame ^ other).count('1') for ms, other in zip(other_ms, others) if abs(ms - moment) <= 250)
        demand(distance in near, 'a distance is another one: %s' % distance)
    mean = sum(segment['distances']) / len(segment['distances']) / bits
    demand(abs(mean - segment['meanDistance']) < 1e-9, 'the mean distance is %s' % mean)


NOT_JUDGED = ('referenceFingerprintSha256', 'query', 'referenceInterval', 'recomputed', 'pictures')


def check_entries(scan, recorded, events):
    """What is stated of a scan is what the last entries about it hold, and each reference's fingerprint is that of its enrolment."""
    entry = [e for e in recorded if e['kind'] == 'scan'][-1]
    for member in ('media', 'fingerprint', 'fingerprintSha256', 'programVersion', 'scannedAt'):
        demand(write(scan[member]) == write(entry[member]), 'the ledger has another ' + member)
    demand(scan['fileName'] == re.split(r'[/\\\\]', entry['path'])[-1], 'the ledger has another name')
    verdict = [e for e in recorded if e['kind'] == 'verdict'][-1]
    judged = [{name: value for name, value in match.items() if name not in NOT_JUDGED} for match in scan['matches']]
    demand(write(judged) == write(verdict['judged']), 'the ledger has other verdicts')
    demand(write(scan['sighting']) == write(verdict['sighting']), 'the ledger has another sighting')
    for match in scan['matches']:
        enrolled = [e for e in events if e['kind'] == 'enrolment' and e['referenceId'] == match['reference']['id']]
        demand(enrolled and enrolled[-1]['fingerprintSha256'] == match['referenceFingerprintSha256'], 'another film is enrolled')


def verify(data, key):
    members = read_members(data)
    demand(write_members(members) == data, 'the ZIP file is not written as the format asks')
    folder = min(members).split('/')[0] + '/'
    files = {name[len(folder):]: file for name, file in members.items()}
    demand(all(name.startswith(folder) and '..' not in name for name in members), 'a member is outside')

    for manifest, chosen in (('manifest', [n for n in files if n.startswith('data/')]),
                             ('tagmanifest', [n for n in files if not re.match('data/|tagmanifest-', n)])):
        lines = ''.join('%s  %s\n' % (sha256(files[name]), name) for name in sorted(chosen))
        demand(files.get(manifest + '-sha256.txt') == lines.encode(), manifest + ' does not fit the files')

    envelope = parse(files['signatures/statement.dsse.json'].decode())
    payload, kind = base64.b64decode(envelope['payload']), envelope['payloadType']
    message = b'DSSEv1 %d %s %d %s' % (len(kind), kind.encode(), len(payload), payload)
    key_id = sha256(bytes.fromhex('302a300506032b6570032100') + key)
    own = [entry for entry in envelope['signatures'] if entry['keyid'] == key_id]
    demand(own, 'the trusted key did not sign')
    demand(all(is_signed(key, message, base64.b64decode(entry['sig'])) for entry in own), 'the signature does not fit')
    for subject in parse(payload.decode())['subject']:
        demand(sha256(files[subject['name']]) == subject['digest']['sha256'], 'the statement is about another ' + subject['name'])

    proofs = parse(files['data/ledger/proofs.json'].decode())
    entries = files['data/ledger/entries.jsonl'].decode().splitlines()
    demand(len(entries) == len(proofs['proofs']), 'the ledger lacks a proof')
    events = []
    for line, proof in zip(entries, proofs['proofs']):
        leaf = hashlib.sha256(b'\0' + line.encode()).digest()
        position, size = int(proof['position']), int(proofs['checkpoint']['size'])
        demand(proves(position, size, leaf, proof['hashes'], proofs['checkpoint']['root']), 'entry %d is not in the ledger' % position)
        if 'data/ledger/leaves.bin' in files:
            demand(files['data/ledger/leaves.bin'][32 * position:32 * position + 32] == leaf, 'the leaves are of another ledger')
        events.append(parse(line)['event'])

    case = parse(files['data/case.json'].decode())
    for scan in case['scans']:
        recorded = [e for e in events if e.get('scanId') == scan['scanId']]
        demand(any(e.get('matchesSha256') == digest_of(scan['found']) for e in recorded), 'the ledger has no such scan')
        verdicts = {digest_of(match['verdict']) for match in scan['matches']}
        demand(not verdicts or any(e.get('verdictSha256') in verdicts for e in recorded), 'the ledger has no such verdict')
        if case['format'] == 'streetdate-bundle/2':
            check_entries(scan, recorded, events)
        for match in scan['matches']:
            sides = []
            for side in ('query', 'referenceInterval'):
                tracks = tracks_of(files['data/' + match[side]['file']])
                sides.append({view: (bits, ms, hashes) for algorithm, view, bits, ms, hashes in tracks if algorithm == 'pdq/1'})
            for segment in (match['recomputed'] or {'segments': []})['segments']:
                check_segment(*sides, segment)


if __name__ == '__main__':
    try:
        with open(sys.argv[1], 'rb') as bundle:
            verify(bundle.read(), bytes.fromhex(sys.argv[2]))
        print('holds')
    except (Fault, KeyError, ValueError, struct.error, IndexError, TypeError, AttributeError) as fault:
        print('fails', fault)
        sys.exit(1)
