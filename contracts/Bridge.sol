// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// @title The way back to Bitcoin
/// @notice Burns coins of the sidechain and asks the federation to pay as many satoshis to a Bitcoin address. Placed in the
/// genesis block at 0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB; there is no owner and no way to change it.
contract Bridge {
    /// @notice Where burned coins go: nobody holds a key for it.
    address payable public constant BURN_ADDRESS = payable(0x000000000000000000000000000000000000dEaD);

    /// @notice 1 satoshi = 10 gwei.
    uint256 private constant WEI_PER_SATOSHI = 10 ** 10;

    /// @notice No Bitcoin address is longer.
    uint256 private constant MAX_ADDRESS_BYTES = 100;

    /// @notice Smaller requests are refused, in satoshis. Part of the code: the genesis block carries it.
    uint256 public immutable minimumSats;

    /// @param _evmAddress who burned, and who is refunded if the request cannot be paid
    /// @param _bitcoinAddress as text
    /// @param _value burned, in wei; a whole number of satoshis
    event RequestPegOut(address indexed _evmAddress, bytes _bitcoinAddress, uint256 _value);

    error BelowMinimum(uint256 valueWei, uint256 minimumWei);
    error NotWholeSatoshis(uint256 valueWei);
    error BadBitcoinAddressLength(uint256 length);
    error BurnFailed();
    error CallRequestPegOut();

    constructor(uint256 _minimumSats) {
        minimumSats = _minimumSats;
    }

    /// @notice Burns the value sent along and requests its payment on Bitcoin.
    /// @param _bitcoinAddress as text, in any form that the Bitcoin network of this chain has
    function requestPegOut(bytes calldata _bitcoinAddress) external payable {
        uint256 length = _bitcoinAddress.length;
        if (length == 0 || length > MAX_ADDRESS_BYTES) revert BadBitcoinAddressLength(length);
        uint256 minimumWei = minimumSats * WEI_PER_SATOSHI;
        if (msg.value < minimumWei) revert BelowMinimum(msg.value, minimumWei);
        if (msg.value % WEI_PER_SATOSHI != 0) revert NotWholeSatoshis(msg.value);

        emit RequestPegOut(msg.sender, _bitcoinAddress, msg.value);
        (bool burned,) = BURN_ADDRESS.call{value: msg.value}("");
        if (!burned) revert BurnFailed();
    }

    /// @dev A plain transfer names no Bitcoin address: refuse it rather than lock it.
    receive() external payable {
        revert CallRequestPegOut();
    }

    /// @dev So does a call of anything else.
    fallback() external payable {
        revert CallRequestPegOut();
    }
}
