// A js-libp2p node that a test drives: one JSON command per line on standard input, one JSON answer or event per line on standard output.
import { createHash, randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'

if (Promise.withResolvers === undefined) {
  // Node.js 20 lacks it, js-libp2p uses it.
  Promise.withResolvers = () => {
    let resolve, reject
    const promise = new Promise((onResolve, onReject) => { resolve = onResolve; reject = onReject })
    return { promise, resolve, reject }
  }
}
const { createLibp2p } = await import('libp2p')
const { tcp } = await import('@libp2p/tcp')
const { noise } = await import('@chainsafe/libp2p-noise')
const { yamux } = await import('@chainsafe/libp2p-yamux')
const { gossipsub } = await import('@libp2p/gossipsub')
const { identify, identifyPush } = await import('@libp2p/identify')
const { ping } = await import('@libp2p/ping')
const { multiaddr } = await import('@multiformats/multiaddr')

const say = (message) => process.stdout.write(JSON.stringify(message) + '\n')
const ECHO = '/test/echo/1'
const DIGEST = '/test/digest/1'
const RESET = '/test/reset/1'

const options = JSON.parse(process.argv[2] ?? '{}')
const services = { identify: identify(), identifyPush: identifyPush(), ping: ping() }
if (options.gossip) {
  services.pubsub = gossipsub({
    allowPublishToZeroTopicPeers: true, heartbeatInterval: 200, emitSelf: false, ...options.gossip })
}
const node = await createLibp2p({
  peerDiscovery: options.mdns ? [(await import('@libp2p/mdns')).mdns(options.mdns)] : [],
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  connectionMonitor: { enabled: false },
  services
})

async function sendAll (stream, bytes) {
  const step = 64 * 1024
  for (let at = 0; at < bytes.byteLength; at += step) {
    if (!stream.send(bytes.subarray(at, Math.min(bytes.byteLength, at + step)))) await stream.onDrain()
  }
}

function ended (stream) {
  return new Promise((resolve, reject) => {
    if (stream.readableEnded) resolve()
    stream.addEventListener('end', () => resolve())
    stream.addEventListener('close', (event) => event.error === undefined ? resolve() : reject(event.error))
  })
}

async function readAll (stream) {
  const chunks = []
  stream.addEventListener('message', (event) => chunks.push(Buffer.from(event.data.subarray())))
  await ended(stream)
  return Buffer.concat(chunks)
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

await node.handle(ECHO, async (stream) => {
  const received = await readAll(stream)
  await sendAll(stream, received)
  await stream.close()
}, { maxInboundStreams: 1000, maxOutboundStreams: 1000 })
await node.handle(DIGEST, async (stream) => {
  await sendAll(stream, Buffer.from(sha256(await readAll(stream))))
  await stream.close()
}, { maxInboundStreams: 1000, maxOutboundStreams: 1000 })
await node.handle(RESET, (stream) => {
  stream.addEventListener('message', () => stream.abort(new Error('as the test wants')))
})

async function echo (peer, size) {
  const sent = randomBytes(size)
  const stream = await node.dialProtocol(peer, ECHO)
  const answer = readAll(stream)
  await sendAll(stream, sent)
  await stream.close()
  const received = await answer
  if (sha256(received) !== sha256(sent)) throw new Error(`sent ${sent.length} bytes, other ${received.length} came back`)
}

const commands = {
  dial: async ({ address }) => ({ peer: (await node.dial(multiaddr(address))).remotePeer.toString() }),
  ping: async ({ address }) => ({ millis: await node.services.ping.ping(multiaddr(address)) }),
  echo: async ({ address, size, streams }) => {
    await Promise.all(Array.from({ length: streams ?? 1 }, () => echo(multiaddr(address), size)))
    return {}
  },
  expectReset: async ({ address }) => {
    const stream = await node.dialProtocol(multiaddr(address), RESET)
    const closed = new Promise((resolve) => stream.addEventListener('close', resolve))
    stream.send(Buffer.from('x'))
    await closed
    return { status: stream.status }
  },
  handle: async ({ protocol }) => { await node.handle(protocol, (stream) => stream.close()); return {} },
  subscribe: async ({ topic }) => { node.services.pubsub.subscribe(topic); return {} },
  unsubscribe: async ({ topic }) => { node.services.pubsub.unsubscribe(topic); return {} },
  publish: async ({ topic, data }) => {
    const result = await node.services.pubsub.publish(topic, Buffer.from(data, 'base64'))
    return { recipients: result.recipients.length }
  },
  subscribers: async ({ topic }) => ({ peers: node.services.pubsub.getSubscribers(topic).map(String) }),
  mesh: async ({ topic }) => ({ peers: node.services.pubsub.getMeshPeers(topic).map(String) }),
  connections: async () => ({ count: node.getConnections().length }),
  hangUp: async ({ peer }) => {
    await Promise.all(node.getConnections().filter((one) => one.remotePeer.toString() === peer).map((one) => one.close()))
    return {}
  }
}

node.services.pubsub?.addEventListener('message', ({ detail }) => say({
  event: 'message', topic: detail.topic, from: detail.from?.toString(), data: Buffer.from(detail.data).toString('base64') }))
node.services.pubsub?.addEventListener('subscription-change', ({ detail }) => say({
  event: 'subscriptions', peer: detail.peerId.toString(), subscriptions: detail.subscriptions }))
node.services.pubsub?.addEventListener('gossipsub:graft', ({ detail }) => say({
  event: 'graft', peer: detail.peerId, topic: detail.topic, direction: detail.direction }))
node.services.pubsub?.addEventListener('gossipsub:prune', ({ detail }) => say({
  event: 'prune', peer: detail.peerId, topic: detail.topic, direction: detail.direction }))
node.addEventListener('peer:identify', ({ detail }) => say({
  event: 'identified',
  peer: detail.peerId.toString(),
  protocols: detail.protocols,
  addresses: detail.listenAddrs.map(String),
  observed: detail.observedAddr?.toString(),
  signed: detail.signedPeerRecord !== undefined,
  agent: detail.agentVersion }))
node.addEventListener('peer:discovery', ({ detail }) => say({
  event: 'discovered', peer: detail.id.toString(), addresses: detail.multiaddrs.map(String) }))
say({ event: 'ready', peer: node.peerId.toString(), address: node.getMultiaddrs()[0].toString() })

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line)
  commands[command.do](command).then(
    (answer) => say({ answers: command.id, ok: true, ...answer }),
    (error) => say({ answers: command.id, ok: false, error: `${error.name}: ${error.message}` }))
}
// The test closed its end.
process.exit(0)
