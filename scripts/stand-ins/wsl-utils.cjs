// The framework asks whether Windows is below this Linux, which nobody here wants to know, and starts programs for it.
exports.isWsl = false;
