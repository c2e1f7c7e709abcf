// Compiles the contracts beside this file. Needs solc on NODE_PATH.
const fs = require("fs");
const path = require("path");
const solc = require("solc");

/** All contracts of the named files, by name, each with abi and bytecode (hex with 0x). */
exports.compile = (...files) => {
  const sources = Object.fromEntries(
    files.map((file) => [file, { content: fs.readFileSync(path.join(__dirname, file), "utf8") }]),
  );
  const settings = {
    evmVersion: "cancun",
    optimizer: { enabled: true, runs: 200 },
    outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
  };
  const output = JSON.parse(solc.compile(JSON.stringify({ language: "Solidity", sources, settings })));
  const errors = (output.errors || []).filter((error) => error.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join("\n"));
  return Object.fromEntries(
    Object.values(output.contracts).flatMap((contracts) =>
      Object.entries(contracts).map(([name, { abi, evm }]) => [name, { abi, bytecode: "0x" + evm.bytecode.object }]),
    ),
  );
};
