// token.cjs RPC_URL PRIVATE_KEY RECIPIENT: deploys Token and transfers 100 of 1000, as a dapp developer would.
// Prints one JSON line with what happened. Run with NODE_PATH at the directory that holds ethers and solc.
const fs = require("fs");
const path = require("path");
const solc = require("solc");
const { ethers } = require("ethers");

function compile() {
  const source = fs.readFileSync(path.join(__dirname, "Token.sol"), "utf8");
  const output = JSON.parse(
    solc.compile(
      JSON.stringify({
        language: "Solidity",
        sources: { "Token.sol": { content: source } },
        settings: {
          evmVersion: "shanghai",
          optimizer: { enabled: true, runs: 200 },
          outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
        },
      }),
    ),
  );
  const errors = (output.errors || []).filter((e) => e.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((e) => e.formattedMessage).join("\n"));
  return output.contracts["Token.sol"].Token;
}

async function main() {
  const [url, key, recipient] = process.argv.slice(2);
  const provider = new ethers.JsonRpcProvider(url, undefined, { pollingInterval: 250 });
  const wallet = new ethers.Wallet(key, provider);
  const { abi, evm } = compile();
  const token = await new ethers.ContractFactory(abi, evm.bytecode.object, wallet).deploy("Token", "TKN", 1000n);
  const deployment = await token.deploymentTransaction().wait();
  const transfer = await (await token.transfer(recipient, 100n)).wait();
  const network = await provider.getNetwork();
  console.log(
    JSON.stringify({
      chainId: network.chainId.toString(),
      contract: await token.getAddress(),
      deployed: deployment.status,
      transferred: transfer.status,
      recipientBalance: (await token.balanceOf(recipient)).toString(),
      senderBalance: (await token.balanceOf(wallet.address)).toString(),
      fees: [deployment, transfer].map((receipt) => ({
        block: receipt.blockNumber,
        wei: (receipt.gasUsed * receipt.gasPrice).toString(),
      })),
    }),
  );
  provider.destroy();
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
