package dev.trialstream.protocol.service;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The variables of this process that a started program gets: where programs, libraries and temporary files are, the
 * language, and settings of devices and numerical libraries. Everything else stays here, because it may be a secret.
 * The configuration of the program can name more.
 */
public final class InheritedEnvironment {
    private static final Set<String> NAMES = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "HOSTNAME",
            "PWD",
            "TERM",
            "NO_COLOR",
            "LANG",
            "LANGUAGE",
            "TZ",
            "TMPDIR",
            "TMP",
            "TEMP",
            "LD_LIBRARY_PATH",
            "LD_PRELOAD",
            "DYLD_LIBRARY_PATH",
            "JAVA_HOME",
            "VIRTUAL_ENV",
            "CONDA_PREFIX",
            "CONDA_DEFAULT_ENV",
            "CONDA_EXE",
            "CONDA_PYTHON_EXE",
            "TORCH_HOME",
            "HF_HOME",
            "XDG_CACHE_HOME",
            "XDG_DATA_HOME",
            "XDG_RUNTIME_DIR",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "REQUESTS_CA_BUNDLE");

    private static final List<String> PREFIXES = List.of(
            "LC_",
            "PYTHON",
            "CUDA_",
            "NVIDIA_",
            "NCCL_",
            "CUDNN_",
            "CUBLAS_",
            "ROCR_",
            "HIP_",
            "OMP_",
            "GOMP_",
            "KMP_",
            "MKL_",
            "OPENBLAS_",
            "NUMEXPR_",
            "XLA_",
            "TF_",
            "JAX_",
            "PYTORCH_");

    /** A name with a known prefix that may still hold a secret. */
    private static final Pattern SECRET = Pattern.compile("TOKEN|SECRET|PASSW|CREDENTIAL|_KEY|AUTH");

    /** A name, or the beginning of names with a star behind it. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\*?");

    private InheritedEnvironment() {}

    /**
     * The variables to pass on.
     *
     * @param own those of this process
     * @param more further names, or beginnings of names followed by a star
     */
    public static Map<String, String> of(Map<String, String> own, Collection<String> more) {
        Map<String, String> passed = new TreeMap<>();
        own.forEach((name, value) -> {
            boolean known = NAMES.contains(name)
                    || (PREFIXES.stream().anyMatch(name::startsWith)
                            && !SECRET.matcher(name).find());
            if (known || more.stream().anyMatch(pattern -> matches(pattern, name))) {
                passed.put(name, value);
            }
        });
        return passed;
    }

    private static boolean matches(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }
}
