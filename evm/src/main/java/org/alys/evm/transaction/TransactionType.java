package org.alys.evm.transaction;

/** The kinds of transaction (EIP-2718). */
public enum TransactionType {
    /** With or without replay protection (EIP-155). */
    LEGACY(0),
    /** EIP-2930. */
    ACCESS_LIST(1),
    /** EIP-1559. */
    DYNAMIC_FEE(2),
    /** EIP-4844. */
    BLOB(3),
    /** EIP-7702. */
    SET_CODE(4);

    private final int id;

    TransactionType(int id) {
        this.id = id;
    }

    /**
     * The type with this first byte.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static TransactionType of(int id) {
        return switch (id) {
            case 0 -> LEGACY;
            case 1 -> ACCESS_LIST;
            case 2 -> DYNAMIC_FEE;
            case 3 -> BLOB;
            case 4 -> SET_CODE;
            default -> throw new IllegalArgumentException("transaction type not supported: " + id);
        };
    }

    /** The first byte of the encoding; 0 for legacy transactions, which do not carry it. */
    public int id() {
        return id;
    }
}
