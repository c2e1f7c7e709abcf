// burn.cjs RPC_URL PRIVATE_KEY BRIDGE SATS BITCOIN_ADDRESS: burns coins for bitcoin, as a wallet would. Prints the transaction's hash
// and block as one JSON line. Run with NODE_PATH at the directory that holds ethers.
const { ethers } = require("ethers");

async function main() {
  const [url, key, bridge, sats, address] = process.argv.slice(2);
  const provider = new ethers.JsonRpcProvider(url, undefined, { pollingInterval: 250 });
  const contract = new ethers.Contract(
    bridge,
    ["function requestPegOut(bytes bitcoinAddress) payable"],
    new ethers.Wallet(key, provider),
  );
  const value = BigInt(sats) * 10n ** 10n;
  // Stated, because some clients estimate what a call uses and not what it needs to be given.
  const sent = await contract.requestPegOut(ethers.toUtf8Bytes(address), { value, gasLimit: 100_000n });
  const receipt = await sent.wait();
  console.log(JSON.stringify({ hash: receipt.hash, block: receipt.blockNumber, status: receipt.status }));
  provider.destroy();
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
