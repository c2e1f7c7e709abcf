// dapp.cjs HTTP_URL WS_URL PRIVATE_KEY RECIPIENT: what a dapp does, with ethers: deploys tokens, things, a pair and a proxy, calls
// them, reads events, subscribes, estimates gas, reads the reason of a revert. Prints one JSON line with what happened.
const { ethers } = require("ethers");
const { compile } = require("./compile.cjs");

async function main() {
  const [httpUrl, wsUrl, key, recipient] = process.argv.slice(2);
  const provider = new ethers.JsonRpcProvider(httpUrl, undefined, { pollingInterval: 100 });
  const wallet = new ethers.NonceManager(new ethers.Wallet(key, provider));
  const me = await wallet.getAddress();
  const contracts = compile("Token.sol", "Dapp.sol");
  const deploy = async (name, ...args) => {
    const contract = await new ethers.ContractFactory(contracts[name].abi, contracts[name].bytecode, wallet).deploy(...args);
    await contract.waitForDeployment();
    return contract;
  };
  const mined = async (sending) => (await sending).wait();
  const facts = {};

  const socket = new ethers.WebSocketProvider(wsUrl);
  const heads = [];
  await socket.on("block", (number) => heads.push(number));

  const left = await deploy("Token", "Left", "L", 10n ** 24n);
  const right = await deploy("Token", "Right", "R", 10n ** 24n);
  const seen = [];
  const listened = new ethers.Contract(await left.getAddress(), contracts.Token.abi, socket);
  await listened.on("Transfer", (from, to, value) => seen.push(value.toString()));
  await socket.send("eth_chainId", []); // What was asked before it is in force once it is answered.
  await mined(left.transfer(recipient, 100n));
  facts.recipientBalance = (await left.balanceOf(recipient)).toString();
  const events = await left.queryFilter(left.filters.Transfer(null, recipient), 0, "latest");
  facts.transferEvents = events.map((event) => event.args.value.toString());

  const estimated = await left.transfer.estimateGas(recipient, 7n);
  const receipt = await mined(left.transfer(recipient, 7n));
  facts.estimateIsEnoughAndNear = estimated >= receipt.gasUsed && estimated < (receipt.gasUsed * 11n) / 10n;

  const things = await deploy("Things");
  await mined(things.mint(me, 1n));
  await mined(things.transferFrom(me, recipient, 1n));
  facts.thingOwner = await things.ownerOf(1n);
  try {
    await things.ownerOf(2n);
  } catch (error) {
    facts.customError = error.revert && error.revert.name + "(" + error.revert.args[0] + ")";
  }
  try {
    await things.mint.staticCall(me, 1n);
  } catch (error) {
    facts.revertReason = error.reason;
  }
  try {
    await things.mint.estimateGas(me, 1n);
  } catch (error) {
    facts.estimateRevertReason = error.reason;
  }

  const pair = await deploy("Pair", await left.getAddress(), await right.getAddress());
  await mined(left.approve(await pair.getAddress(), ethers.MaxUint256));
  await mined(right.approve(await pair.getAddress(), ethers.MaxUint256));
  await mined(pair.add(10n ** 20n, 10n ** 20n));
  facts.swapOut = (await pair.swap.staticCall(10n ** 18n, 0n)).toString();
  const swap = await mined(pair.swap(10n ** 18n, 0n));
  facts.swapLogs = swap.logs.length;

  const counter = await deploy("Counter");
  const proxy = await deploy("Proxy", await counter.getAddress());
  const proxied = new ethers.Contract(await proxy.getAddress(), contracts.Counter.abi, wallet);
  await mined(proxied.increase(5n));
  await mined(proxied.increase(6n));
  facts.proxyCount = (await proxied.count()).toString();
  facts.implementationCount = (await counter.count()).toString();
  facts.proxySlot = await provider.getStorage(await proxy.getAddress(), 0);

  const failing = await (await things.mint(me, 1n, { gasLimit: 100000n })).wait().catch((error) => error.receipt);
  facts.failedStatus = failing.status;
  const trace = await provider.send("debug_traceTransaction", [swap.hash, { tracer: "callTracer" }]);
  facts.traceCalls = trace.calls.map((call) => call.type);
  const proof = await provider.send("eth_getProof", [await proxy.getAddress(), [ethers.ZeroHash], "latest"]);
  facts.proofValue = proof.storageProof[0].value;
  const list = await provider.send("eth_createAccessList", [
    { from: me, to: await left.getAddress(), data: left.interface.encodeFunctionData("transfer", [recipient, 1n]) },
    "latest",
  ]);
  facts.accessListSlots = list.accessList[0].storageKeys.length;
  const history = await provider.send("eth_feeHistory", ["0x4", "latest", [50]]);
  facts.feeHistory = [history.baseFeePerGas.length, history.reward.length];
  const imagined = await provider.send("eth_call", [
    { to: me, data: "0x" },
    "latest",
    { [me]: { code: "0x602a60005260206000f3" } },
  ]);
  facts.overriddenCode = BigInt(imagined).toString();

  const until = Date.now() + 60000;
  while ((seen.length < 2 || heads.length < 2) && Date.now() < until) await new Promise((done) => setTimeout(done, 50));
  facts.subscribedTransfers = seen.slice(0, 2);
  facts.headsInOrder = heads.length >= 2 && heads.every((head, i) => i === 0 || head > heads[i - 1]);
  console.log(JSON.stringify(facts));
  await socket.destroy();
  provider.destroy();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
