// Runs transactions with ethereumjs: node ethereumjs.cjs PEER_DIRECTORY FILE_OF_CASES; prints a line of JSON for each line of the file.
const path = require('path')
const fs = require('fs')
const { createRequire } = require('module')
const load = createRequire(path.join(process.argv[2], 'package.json'))
const { createVM, runTx } = load('@ethereumjs/vm')
const { Common, Mainnet, Hardfork } = load('@ethereumjs/common')
const { createBlock } = load('@ethereumjs/block')
const { createTxFromRLP } = load('@ethereumjs/tx')
const { MerkleStateManager } = load('@ethereumjs/statemanager')
const { createAccount, createAddressFromString, hexToBytes, bytesToHex, setLengthLeft, unpadBytes } = load('@ethereumjs/util')

// The contract for point evaluation wants a library, but no random input has the hash of its commitment: no proof is ever looked at.
const kzg = { verifyProof: () => { throw new Error('a proof to be looked at') } }
const common = new Common({ chain: Mainnet, hardfork: Hardfork.Prague, customCrypto: { kzg } })

async function world(pre) {
  const state = new MerkleStateManager({ common })
  for (const [text, fields] of Object.entries(pre)) {
    const address = createAddressFromString(text)
    await state.putAccount(address, createAccount({ nonce: BigInt(fields.nonce), balance: BigInt(fields.balance) }))
    if (fields.code !== '0x') await state.putCode(address, hexToBytes(fields.code))
    for (const [slot, value] of Object.entries(fields.storage)) {
      await state.putStorage(address, setLengthLeft(hexToBytes(slot), 32), unpadBytes(hexToBytes(value)))
    }
  }
  return state
}

async function run(test) {
  const stateManager = await world(test.pre)
  const vm = await createVM({ common, stateManager })
  const block = createBlock({ header: test.header }, { common, skipConsensusFormatValidation: true })
  const tx = createTxFromRLP(hexToBytes(test.transaction), { common })
  const result = await runTx(vm, { tx, block, skipHardForkValidation: true })
  return {
    root: bytesToHex(await vm.stateManager.getStateRoot()),
    gasUsed: Number(result.totalGasSpent),
    failed: result.execResult.exceptionError !== undefined,
    logs: (result.execResult.logs ?? []).map(([address, topics, data]) => [address, ...topics, data].map(bytesToHex).join(' ')),
  }
}

async function main() {
  for (const line of fs.readFileSync(process.argv[3], 'utf8').trim().split('\n')) {
    try {
      console.log(JSON.stringify(await run(JSON.parse(line))))
    } catch (error) {
      console.log(JSON.stringify({ refused: String(error.message).slice(0, 300) }))
    }
  }
}
main()
