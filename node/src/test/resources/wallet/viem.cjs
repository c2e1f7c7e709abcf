// viem.cjs HTTP_URL WS_URL PRIVATE_KEY RECIPIENT: deploys, calls, watches and reads a revert with viem. Prints one JSON line.
const { createPublicClient, createWalletClient, defineChain, http, webSocket, BaseError, ContractFunctionRevertedError } = require("viem");
const { privateKeyToAccount } = require("viem/accounts");
const { compile } = require("./compile.cjs");

async function main() {
  const [httpUrl, wsUrl, key, recipient] = process.argv.slice(2);
  const account = privateKeyToAccount(key);
  const probe = createPublicClient({ transport: http(httpUrl) });
  const chain = defineChain({
    id: await probe.getChainId(),
    name: "Alys",
    nativeCurrency: { name: "Bitcoin", symbol: "BTC", decimals: 18 },
    rpcUrls: { default: { http: [httpUrl] } },
  });
  const client = createPublicClient({ chain, transport: http(httpUrl, { batch: true }), pollingInterval: 100 });
  const wallet = createWalletClient({ account, chain, transport: http(httpUrl) });
  const socket = createPublicClient({ chain, transport: webSocket(wsUrl) });
  const { Things } = compile("Dapp.sol");
  const facts = { chainId: chain.id };

  const filter = await client.createBlockFilter();
  const blocks = [];
  const stopBlocks = socket.watchBlockNumber({ onBlockNumber: (number) => blocks.push(number) });
  const deployment = await client.waitForTransactionReceipt({ hash: await wallet.deployContract({ ...Things }) });
  const things = { address: deployment.contractAddress, abi: Things.abi };
  const watched = [];
  const stopEvents = socket.watchContractEvent({
    ...things,
    eventName: "Transfer",
    onLogs: (logs) => watched.push(...logs.map((log) => log.args.id.toString())),
  });
  await socket.getChainId(); // What was asked before it is in force once it is answered.
  const minting = await wallet.writeContract({ ...things, functionName: "mint", args: [recipient, 9n] });
  const receipt = await client.waitForTransactionReceipt({ hash: minting });
  facts.minted = receipt.status;
  facts.owner = await client.readContract({ ...things, functionName: "ownerOf", args: [9n] });
  try {
    await client.simulateContract({ ...things, functionName: "approve", args: [recipient, 9n], account });
  } catch (error) {
    const reverted = error instanceof BaseError && error.walk((cause) => cause instanceof ContractFunctionRevertedError);
    facts.revert = reverted && reverted.data.errorName;
  }
  const logs = await client.getContractEvents({ ...things, eventName: "Transfer", fromBlock: 0n });
  facts.events = logs.length;
  const [head, balance, nonce] = await Promise.all([
    client.getBlock({ includeTransactions: true }),
    client.getBalance({ address: account.address }),
    client.getTransactionCount({ address: account.address, blockTag: "pending" }),
  ]);
  facts.batched = head.number > 0n && balance > 0n && nonce > 0;
  const stranger = "0x00000000000000000000000000000000000a11ce";
  const [paid, asked] = await client.simulateBlocks({
    traceTransfers: true,
    blocks: [
      {
        stateOverrides: [{ address: stranger, balance: 5n }],
        calls: [{ account: stranger, to: recipient, value: 3n }],
      },
      {
        calls: [
          { account, to: things.address, abi: things.abi, functionName: "mint", args: [stranger, 10n] },
          { account, to: things.address, abi: things.abi, functionName: "ownerOf", args: [10n] },
          { account, to: things.address, abi: things.abi, functionName: "mint", args: [stranger, 9n] },
        ],
      },
    ],
  });
  facts.simulated = {
    payment: [paid.calls[0].status, paid.calls[0].logs[0].address, BigInt(paid.calls[0].logs[0].data).toString()],
    follows: asked.number === paid.number + 1n && asked.parentHash === paid.hash,
    statuses: asked.calls.map((call) => call.status),
    owner: asked.calls[1].result.toLowerCase(),
    reason: asked.calls[2].error.shortMessage.split("\n")[1],
  };
  facts.fees = Object.keys(await client.estimateFeesPerGas()).sort();
  const until = Date.now() + 60000;
  while ((watched.length < 1 || blocks.length < 2) && Date.now() < until) await new Promise((done) => setTimeout(done, 50));
  facts.filtered = (await client.getFilterChanges({ filter })).length > 0;
  facts.watched = watched;
  facts.blocksWatched = blocks.length >= 2;
  stopBlocks();
  stopEvents();
  console.log(JSON.stringify(facts));
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
