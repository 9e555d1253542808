package dev.trialstream.cli.broker;

import dev.trialstream.cli.UserError;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;

/** A user with a password for SASL/SCRAM-SHA-512. */
public record ScramUser(String name, String password) {
    private static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_512;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,200}");

    public ScramUser {
        if (!NAME.matcher(name).matches()) {
            throw UserError.badInput(
                    "--scram-user: expected a name of letters, digits, dots, underscores, @ and -, got " + name);
        }
        if (password.isBlank()) {
            throw UserError.badInput("--scram-password-file: expected a password, but the file is empty");
        }
    }

    /** In the form of Kafka's storage formatter, already salted, so that no character of a password needs escaping. */
    String argument() {
        try {
            ScramFormatter formatter = new ScramFormatter(MECHANISM);
            byte[] salt = formatter.secureRandomBytes();
            byte[] salted = formatter.saltedPassword(password, salt, MECHANISM.minIterations());
            return MECHANISM.mechanismName() + "=[name=" + name + ",salt=\"" + base64(salt) + "\",saltedpassword=\""
                    + base64(salted) + "\",iterations=" + MECHANISM.minIterations() + "]";
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-512", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return name;
    }
}
