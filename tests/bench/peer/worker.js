// Reads gzip files of CloudTrail and keeps the calls of Amazon Comprehend Medical.
'use strict';

const SOURCE = 'comprehendmedical.amazonaws.com';
// A string of V8 holds half a gigabyte: larger files are parsed in pieces, cut where a record begins.
const PIECE_CHARACTERS = 16 << 20;
const CUT = '},{"eventVersion"';

// The fields of the table; the record itself is read again when somebody opens it.
const row = (record) => ({
  time: Date.parse(record.eventTime),
  operation: record.eventName,
  source: record.eventSource,
  region: record.awsRegion,
  address: record.sourceIPAddress,
  agent: record.userAgent,
  error: record.errorCode,
  message: record.errorMessage,
  id: record.eventID,
  request: record.requestID,
  kind: record.userIdentity?.type,
  arn: record.userIdentity?.arn,
  account: record.userIdentity?.accountId,
  key: record.userIdentity?.accessKeyId,
  issuer: record.userIdentity?.sessionContext?.sessionIssuer?.userName,
  mfa: record.userIdentity?.sessionContext?.attributes?.mfaAuthenticated,
});

function keep(records, result) {
  result.numRecords += records.length;
  for (const record of records) {
    if (record.eventSource === SOURCE) result.rows.push(row(record));
  }
}

function inflated(bytes) {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  writer.write(bytes);
  writer.close();
  return stream.readable.getReader();
}

async function readSmall(file, result) {
  const reader = inflated(await file.arrayBuffer());
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    result.numBytes += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  text += decoder.decode();
  keep(JSON.parse(text).Records, result);
}

async function readLarge(file, result) {
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const decoder = new TextDecoder();
  let text = '';
  let prefix = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    result.numBytes += value.byteLength;
    text += decoder.decode(value, { stream: true });
    if (text.length < PIECE_CHARACTERS) continue;
    const cut = text.lastIndexOf(CUT);
    if (cut < 0) continue;
    keep(JSON.parse(`${prefix}${text.slice(0, cut + 1)}]}`).Records, result);
    text = text.slice(cut + 2);
    prefix = '{"Records":[';
  }
  keep(JSON.parse(prefix + text + decoder.decode()).Records, result);
}

async function read(file) {
  const result = { rows: [], numRecords: 0, numBytes: 0 };
  if (file.size > PIECE_CHARACTERS) await readLarge(file, result);
  else await readSmall(file, result);
  postMessage(result);
}

self.onmessage = ({ data: files }) => {
  for (const file of files) read(file);
};
