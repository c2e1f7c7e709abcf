package org.alys.engine;

/**
 * What an execution client says about itself (execution-apis, identification: {@code ClientVersionV1}).
 *
 * @param code two letters, such as GE for go-ethereum
 * @param commit the first four bytes of the commit it was built from, as hex
 */
public record ClientVersion(String code, String name, String version, String commit) {
    @Override
    public String toString() {
        return name + "/" + version + "/" + commit;
    }
}
