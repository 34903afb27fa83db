# shellcheck shell=bash disable=SC2034
# What the scripts share: headings, system packages, Rust, the library. Sourced, never run.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
root=$PWD
export LC_ALL=C.UTF-8 # numbers and file names read alike on every machine

build_packages=(build-essential pkg-config libgdal-dev)
run_packages=(qgis python3-qgis python3-gdal python3-numpy python3-jinja2)
test_packages=(xvfb xauth valgrind python3-pytest)
# Ubuntu's chromium is a snap that apt only points to; tests that need a browser are left out without one that starts.
[ "$(. /etc/os-release 2>/dev/null; echo "${ID:-}")" = debian ] && test_packages+=(chromium)
python=/usr/bin/python3 # QGIS's own; another may come first on PATH
plugin_library=qgis_plugin/pitscape/lib/libpitscape.so

step() {
    printf '\n==> [%d:%02d] %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$1"
}

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# A path as one can paste it into a shell.
quoted() {
    printf %q "$1"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        env "$@"
    elif command -v sudo >/dev/null; then
        sudo env "$@"
    else
        fail "System packages are missing and sudo is not there to install them; run as root: $*"
    fi
}

# Once per script: a fresh system has empty package lists and so knows no candidates.
refresh_package_lists() {
    [ -n "${package_lists_fresh:-}" ] && return
    as_root apt-get update
    package_lists_fresh=yes
}

# Install those of the packages that are missing.
install() {
    local missing=() package
    command -v dpkg-query >/dev/null ||
        fail "These scripts install packages by apt (Debian, Ubuntu). Elsewhere install GDAL (headers), QGIS 3.22 or newer and Rust, and run cargo build --release."
    for package; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return
    refresh_package_lists
    echo "Installing ${missing[*]}"
    as_root DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

# Use the Rust of a folder, or of PATH, if it is there and new enough.
rust_in() {
    local path=${1:+$1:}$PATH version
    version=$(PATH=$path && command -v cargo >/dev/null && rustc --version 2>/dev/null | cut -d ' ' -f 2)
    [ -n "$version" ] && dpkg --compare-versions "$version" ge "$rust_needed" && PATH=$path
}

# What apt calls its Rusts: Debian has a newer one for its browsers, Ubuntu several by number.
rust_suffixes() {
    printf '%s\n' "" -web
    apt-cache search --names-only '^rustc-[0-9.]+$' | sed 's/^rustc\([^ ]*\).*/\1/' | sort -rV
}

# Whether apt would install that Rust and it is new enough.
rust_offered() {
    local version
    version=$(apt-cache policy "rustc$1" 2>/dev/null | sed -n 's/^ *Candidate: \([0-9].*\)/\1/p')
    [ -n "$version" ] && dpkg --compare-versions "$version" ge "$rust_needed"
}

# Rust: what is there, else the system's where new enough, else rustup's.
rust() {
    local place suffix
    rust_needed=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    for place in "" "$HOME/.cargo/bin" /usr/lib/rust-*/bin; do
        rust_in "$place" && return
    done
    refresh_package_lists
    while IFS= read -r suffix <&3; do
        rust_offered "$suffix" || continue
        install "rustc$suffix" "cargo$suffix"
        rust_in "/usr/lib/rust$suffix/bin" && return
    done 3< <(rust_suffixes)
    install ca-certificates curl
    echo "Installing Rust by rustup, without changing your shell's profile"
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal --no-modify-path || true
    rust_in "$HOME/.cargo/bin" || fail "Rust $rust_needed or newer is needed and could not be installed; see https://rustup.rs."
}

set_up() {
    step "System packages"
    install "$@"
    rust
    echo "$(rustc --version), GDAL $(gdal-config --version)"
}

# Build the library and put it where the plugin finds it; by rename, since a running QGIS may have the old one open.
build_library() {
    cargo build --release
    mkdir -p "$(dirname "$plugin_library")"
    cp "${CARGO_TARGET_DIR:-target}/release/libpitscape.so" "$plugin_library.new"
    mv "$plugin_library.new" "$plugin_library"
}

# The C header of the newest build of a profile (debug, release) into the tree, where it differs.
refresh_header() {
    local header newest=
    for header in "${CARGO_TARGET_DIR:-target}/$1"/build/pitscape-*/out/pitscape.h; do
        if [ "$header" -nt "$newest" ]; then newest=$header; fi
    done
    cmp -s "$newest" include/pitscape.h || cp "$newest" include/pitscape.h
}
