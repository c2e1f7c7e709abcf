// Half of a pair of js-libp2p nodes: "serve" swallows streams and answers with how many bytes came, "drive" measures how long that takes.
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
const { multiaddr } = await import('@multiformats/multiaddr')

const PROTOCOL = '/bench/sink/1'
const node = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  connectionMonitor: { enabled: false }
})

function count (stream) {
  return new Promise((resolve, reject) => {
    let bytes = 0
    stream.addEventListener('message', (event) => { bytes += event.data.byteLength })
    if (stream.readableEnded) resolve(bytes)
    stream.addEventListener('end', () => resolve(bytes))
    stream.addEventListener('close', (event) => event.error === undefined ? resolve(bytes) : reject(event.error))
  })
}

if (process.argv[2] === 'serve') {
  await node.handle(PROTOCOL, async (stream) => {
    await count(stream)
    stream.send(new Uint8Array(8))
    await stream.close()
  })
  process.stdout.write(node.getMultiaddrs()[0].toString() + '\n')
} else {
  const connection = await node.dial(multiaddr(process.argv[3]))
  process.stdout.write('ready\n')
  for await (const line of createInterface({ input: process.stdin })) {
    const [size, writes] = line.split(' ').map(Number)
    const piece = new Uint8Array(size)
    const stream = await connection.newStream(PROTOCOL)
    const answer = count(stream)
    const start = process.hrtime.bigint()
    for (let i = 0; i < writes; i++) {
      if (!stream.send(piece)) await stream.onDrain()
    }
    await stream.close()
    await answer
    process.stdout.write(`${process.hrtime.bigint() - start}\n`)
  }
  process.exit(0)
}
for await (const line of createInterface({ input: process.stdin })) void line
process.exit(0)
