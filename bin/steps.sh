# What bin/truce and bin/test both do: install what is missing, and build. Sourced by them; expects `root`, the project's folder.

# One set of flags for running and for testing, so that nothing is built twice.
build_flags=(-c release -Xswiftc -enable-testing)
build_log="$root/.build/truce-build.log"
# Its time is when the last good build began: a source that is newer was not in it.
build_stamp="$root/.build/truce-built"
program="$root/.build/release/truce"

# The headers and tools that the build needs, what reads PDFs, and what the Swift toolchain itself needs of the system.
build_packages=(ca-certificates g++ git libcurl4 libncurses6 libsqlite3-dev libxml2-dev pkg-config poppler-utils tzdata zlib1g-dev)

say() { printf '%s\n' "$*" >&2; }

# install PACKAGE…: installs those Debian packages that are missing.
install() {
    local package missing=()
    if ! command -v dpkg-query >/dev/null; then
        # No Debian: whoever builds here sees to it themselves, and the compiler says what it lacks.
        return 0
    fi
    for package; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
    done
    ((${#missing[@]})) || return 0

    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    if ((EUID != 0)); then
        if command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
            apt=(sudo "${apt[@]}")
        else
            say "These Debian packages are missing and only root may install them: apt-get install ${missing[*]}"
            return 1
        fi
    fi
    say "Installing the Debian packages ${missing[*]}."
    local log
    log=$(mktemp)
    if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; } </dev/null >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        say "The Debian packages ${missing[*]} could not be installed: the lines above say why."
        return 1
    fi
    rm -f "$log"
}

# is_built FOLDER…: whether the last good build knew everything that lies in these folders now.
is_built() {
    [[ -x $program && -e $build_stamp ]] || return 1
    [[ -z $(find "${@/#/$root/}" "$root/Package.swift" -newer "$build_stamp" -print -quit) ]]
}

# The newest step of the build, in words.
build_step() {
    local step
    step=$(tail -c 4000 "$build_log" 2>/dev/null | tr '\r' '\n' | grep -aoE '^\[[0-9]+/[0-9]+\]|^Another instance|^(Fetching|Updating|Creating|Computing|Working|Resolving)|^Planning' | tail -n 1)
    case $step in
    \[*) step=${step//[\[\]]/} && printf 'step %s of %s' "${step%/*}" "${step#*/}" ;;
    Another*) printf 'waiting for another build of this folder to end' ;;
    Fetching | Updating | Creating | Computing | Working | Resolving) printf 'getting the packages it depends on' ;;
    *) printf 'getting ready' ;;
    esac
}

# tell_progress BEGAN: says again and again where the build is, on one line of a terminal, or in a line now and then.
tell_progress() {
    while sleep 1; do
        if [[ -t 2 ]]; then
            printf '\r\e[KBuilding: %s, %s' "$(build_step)" "$(elapsed "$1")" >&2
        elif (((SECONDS - $1) % 30 == 0)); then
            say "Building: $(build_step), $(elapsed "$1")."
        fi
    done
}

# Set once the program is asked to end. The trap does no more, and after it nothing is waited for by `wait`: bash 5.2 may
# then wait for a process that has ended already.
stopped=
trap 'stopped=1' INT TERM HUP

# end_group LEADER: ends a process group, and returns once nothing is left of it.
end_group() {
    local tries
    kill -TERM -- "-$1" 2>/dev/null
    for ((tries = 0; tries < 100; tries++)); do
        kill -0 -- "-$1" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -KILL -- "-$1" 2>/dev/null
}

# build ARGUMENT…: `swift build` with these arguments, its progress told and its output kept in the log.
build() {
    if ! command -v swift >/dev/null; then
        say "Swift 6.3 must be installed, with “swift” in the PATH: see swift.org/install."
        return 1
    fi
    mkdir -p "$root/.build"
    # Sources may change while they are built: what is newer than this moment counts as not built.
    local moment="$build_stamp.$$"
    touch "$moment"
    if [[ -x $program ]]; then
        say "Building what has changed."
    else
        say "Building for the first time: this takes about 10 minutes on two cores, and seconds from then on."
    fi

    # In a process group of its own, so that it can be ended whole.
    setsid swift build --package-path "$root" "${build_flags[@]}" "$@" </dev/null >"$build_log" 2>&1 &
    local building=$! began=$SECONDS status=0
    tell_progress "$began" &
    local telling=$!
    disown "$telling"
    wait "$building" || status=$?
    kill "$telling" 2>/dev/null
    [[ ! -t 2 ]] || printf '\r\e[K' >&2

    if [[ -n $stopped ]]; then
        end_group "$building"
        rm -f "$moment"
        say "Stopped while building; the next start goes on from here."
        exit 130
    fi
    if ((status != 0)); then
        tail -n 30 "$build_log" >&2
        rm -f "$moment"
        say "The build failed; the end of its output is above, all of it in ${build_log#"$root"/}."
        return 1
    fi
    mv -f "$moment" "$build_stamp"
    say "Built in $(elapsed "$began")."
}

# elapsed SECOND: how long ago that second of the shell's clock was.
elapsed() {
    local seconds=$((SECONDS - $1))
    if ((seconds < 60)); then printf '%d s' "$seconds"; else printf '%d min %02d s' $((seconds / 60)) $((seconds % 60)); fi
}
