// Owns the clipboard, as a program in which a picture was copied: selection_source FORM FILE
// It prints "ready", and ends when another program takes the clipboard or its input ends.
#include <unistd.h>

#include <cstdio>
#include <exception>

#include "tests/support/selection_owner.h"
#include "tests/support/temporary_folder.h"

int main(int argc, char** argv) {
    using namespace convscope;
    if (argc != 3) {
        std::fputs("selection_source: call it as selection_source FORM FILE\n", stderr);
        return 1;
    }
    try {
        const test::SelectionOwner owner({.forms = {{argv[1], content_of(argv[2])}}, .part = 4096});
        std::puts("ready");
        std::fflush(stdout);
        char ignored = 0;
        while (!owner.lost() && ::read(STDIN_FILENO, &ignored, 1) > 0) {
        }
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "selection_source: %s\n", error.what());
        return 1;
    }
}
