package dev.itemseal.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** On whose behalf a call is made, and in which region: as its signature says, which nobody checks. */
record Caller(String account, String region) {

    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=([^/,\\s]{1,128})/\\d{8}/([a-z0-9-]{1,40})/([a-z0-9-]{1,40})/aws4_request");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    /** Reads an {@code Authorization} header. An access key id of twelve digits is taken for an account. */
    static Caller ofAuthorization(String header, String defaultAccount) {
        Matcher matcher = CREDENTIAL.matcher(header == null ? "" : header);
        if (!matcher.find()) {
            throw new ServiceErrorException("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (!matcher.group(3).equals("kms")) {
            throw new ServiceErrorException(
                    "InvalidSignatureException", "Credential should be scoped to correct service: 'kms'.");
        }
        String accessKeyId = matcher.group(1);
        return new Caller(ACCOUNT.matcher(accessKeyId).matches() ? accessKeyId : defaultAccount, matcher.group(2));
    }

    Arn arnOf(String resource) {
        return new Arn(partition(), region, account, resource);
    }

    private String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
