// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface Coin {
    function transfer(address to, uint256 value) external returns (bool);
    function transferFrom(address from, address to, uint256 value) external returns (bool);
    function balanceOf(address owner) external view returns (uint256);
}

/// Unique things that have owners, as ERC-721 has them.
contract Things {
    mapping(uint256 => address) private owners;
    mapping(address => uint256) public balanceOf;
    mapping(uint256 => address) public getApproved;

    event Transfer(address indexed from, address indexed to, uint256 indexed id);
    event Approval(address indexed owner, address indexed spender, uint256 indexed id);

    error NoSuchThing(uint256 id);
    error NotYours(address caller, uint256 id);

    function ownerOf(uint256 id) public view returns (address owner) {
        owner = owners[id];
        if (owner == address(0)) revert NoSuchThing(id);
    }

    function mint(address to, uint256 id) external {
        require(owners[id] == address(0), "exists already");
        owners[id] = to;
        balanceOf[to]++;
        emit Transfer(address(0), to, id);
    }

    function approve(address spender, uint256 id) external {
        if (ownerOf(id) != msg.sender) revert NotYours(msg.sender, id);
        getApproved[id] = spender;
        emit Approval(msg.sender, spender, id);
    }

    function transferFrom(address from, address to, uint256 id) external {
        address owner = ownerOf(id);
        if (owner != from || (msg.sender != owner && msg.sender != getApproved[id])) revert NotYours(msg.sender, id);
        delete getApproved[id];
        owners[id] = to;
        balanceOf[from]--;
        balanceOf[to]++;
        emit Transfer(from, to, id);
    }
}

/// Two coins that change into each other at a constant product, less a fee of 0.3 %.
contract Pair {
    Coin public immutable left;
    Coin public immutable right;
    uint112 private leftReserve;
    uint112 private rightReserve;
    uint32 private lastChange;

    event Swap(address indexed who, uint256 leftIn, uint256 rightOut);
    event Sync(uint112 leftReserve, uint112 rightReserve);

    constructor(Coin left_, Coin right_) {
        left = left_;
        right = right_;
    }

    function reserves() external view returns (uint112, uint112, uint32) {
        return (leftReserve, rightReserve, lastChange);
    }

    function add(uint256 leftAmount, uint256 rightAmount) external {
        left.transferFrom(msg.sender, address(this), leftAmount);
        right.transferFrom(msg.sender, address(this), rightAmount);
        sync();
    }

    function swap(uint256 leftIn, uint256 atLeast) external returns (uint256 rightOut) {
        uint256 paid = leftIn * 997;
        rightOut = (paid * rightReserve) / (uint256(leftReserve) * 1000 + paid);
        require(rightOut >= atLeast, "too little comes out");
        left.transferFrom(msg.sender, address(this), leftIn);
        right.transfer(msg.sender, rightOut);
        emit Swap(msg.sender, leftIn, rightOut);
        sync();
    }

    function sync() private {
        leftReserve = uint112(left.balanceOf(address(this)));
        rightReserve = uint112(right.balanceOf(address(this)));
        lastChange = uint32(block.timestamp);
        emit Sync(leftReserve, rightReserve);
    }
}

/// Counts, in storage that belongs to whoever calls it by delegation.
contract Counter {
    uint256 public count;

    function increase(uint256 by) external returns (uint256) {
        count += by;
        return count;
    }
}

/// Runs another contract's code on its own storage; where that is stands in the slot of EIP-1967.
contract Proxy {
    bytes32 private constant IMPLEMENTATION = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    constructor(address implementation) {
        assembly {
            sstore(IMPLEMENTATION, implementation)
        }
    }

    fallback() external payable {
        assembly {
            calldatacopy(0, 0, calldatasize())
            let done := delegatecall(gas(), sload(IMPLEMENTATION), 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(done) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }
}
