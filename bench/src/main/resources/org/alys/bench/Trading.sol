// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// What a block of ordinary trade calls: an ERC-20 token whose balances the genesis block gives.
contract Token {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 value);

    function transfer(address to, uint256 value) external returns (bool) {
        move(msg.sender, to, value);
        return true;
    }

    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        allowance[from][msg.sender] -= value;
        move(from, to, value);
        return true;
    }

    function move(address from, address to, uint256 value) private {
        balanceOf[from] -= value;
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }
}

/// A pair of tokens that keeps the product of its reserves.
contract Pair {
    Token constant first = Token(0x1000000000000000000000000000000000000001);
    Token constant second = Token(0x1000000000000000000000000000000000000002);
    uint112 reserveFirst;
    uint112 reserveSecond;

    event Swap(address indexed trader, uint256 paid, uint256 got);
    event Sync(uint112 reserveFirst, uint112 reserveSecond);

    function swap(uint256 paid) external returns (uint256 got) {
        uint256 before = first.balanceOf(address(this));
        first.transferFrom(msg.sender, address(this), paid);
        uint256 after_ = first.balanceOf(address(this));
        uint256 reserve = second.balanceOf(address(this));
        uint256 effective = (after_ - before) * 997;
        got = effective * reserve / (before * 1000 + effective);
        second.transfer(msg.sender, got);
        reserveFirst = uint112(after_);
        reserveSecond = uint112(second.balanceOf(address(this)));
        emit Swap(msg.sender, paid, got);
        emit Sync(reserveFirst, reserveSecond);
    }
}
