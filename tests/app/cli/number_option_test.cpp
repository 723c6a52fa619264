// Numbers on the command line that are not finite, out of range or no whole numbers.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/app/cli/command_folder.h"

namespace convscope {

namespace {

struct NumberOption {
    std::vector<std::string> command;  ///< with the option as its last word
    std::string usual;                 ///< a value that is taken
};

/// All options with a fraction. The files need not exist: options are checked before files are opened.
std::vector<NumberOption> fraction_options() {
    const std::vector<std::string> filter{"filter", "none.png", "--json"};
    const std::vector<std::string> train{"train", "--arch", "plain", "--data", "none", "-o", "none.h5"};
    const auto with = [](std::vector<std::string> command, const char* option) {
        command.emplace_back(option);
        return command;
    };
    return {{with(filter, "--weight"), "-2.5"},
            {with(filter, "--bias"), "1e3"},
            {with(train, "--rate"), "0.01"},
            {with(train, "--momentum"), "0"},
            {with(train, "--decay"), "1"},
            {with(train, "--validation"), "0.9"},
            {with(train, "--stop-loss"), "0.1"},
            {with(train, "--stop-accuracy"), "+0.5"},
            {with({"explain", "none.h5", "none.png", "--why", "1"}, "--opacity"), ".5"}};
}

}  // namespace

TEST_CASE("an option with a fraction takes finite numbers only, and says so as a usage error") {
    for (NumberOption& option : fraction_options()) {
        std::vector<std::string>& command = option.command;
        const std::string name = command.back();
        CAPTURE(name);
        command.push_back(option.usual);
        CHECK(run(command).code() == kExitFailure);  // the file is missing
        for (const char* value : {"nan", "NaN", "-nan", "inf", "-inf", "infinity", "1e999", "-1e999"}) {
            CAPTURE(value);
            command.back() = value;
            const Run r = run(command);
            CHECK(r.code() == kExitUsageError);
            CHECK(contains(r.err, name + ": '" + value + "' is not a finite number\n"));
        }
        command.back() = "1e39";  // infinity as a float
        CHECK(run(command).code() == kExitUsageError);
        command.back() = "two";
        CHECK(contains(run(command).err, name + ": 'two' is not a number\n"));
    }
}

TEST_CASE("a number out of range is refused with the range") {
    const std::vector<std::string> train{"train", "--arch", "plain", "--data", "none", "-o", "none.h5"};
    const auto refusal = [&train](const char* option, const char* value) {
        std::vector<std::string> command = train;
        command.insert(command.end(), {option, value});
        return run(command).err;
    };
    CHECK(contains(refusal("--rate", "0"), "--rate: '0' is not a number from 1e-09 to 10\n"));
    CHECK(contains(refusal("--stop-accuracy", "1.01"), "is not a number from 0 to 1\n"));
    CHECK(contains(refusal("--stop-loss", "-1"), "'-1' is not a number from 0 to"));
}

TEST_CASE("a seed is a whole number from 0 to 2^64 - 1; others are refused, not changed") {
    const std::vector<std::string> dataset{"dataset", "drawn:lines", "--images", "4", "--seed"};
    for (const char* seed : {"-1", "18446744073709551616", "99999999999999999999999", "1.5", "0x10", "one", "1 "}) {
        CAPTURE(seed);
        std::vector<std::string> command = dataset;
        command.emplace_back(seed);
        const Run r = run(command);
        CHECK(r.code() == kExitUsageError);
        CHECK(contains(r.err, "is not a whole number from 0 to 18446744073709551615"));
        command = {"train", "--arch", "plain", "--data", "drawn:lines", "-o", "none.h5", "--seed", seed};
        CHECK(run(command).code() == kExitUsageError);
    }
    const TemporaryFolder folder;
    const auto drawn = [&](const char* seed) {
        const fs::path out = folder / seed;
        CHECK(run({"dataset", "drawn:lines", "--images", "4", "-o", out.string(), "--seed", seed}).code() ==
              kExitSuccess);
        std::string all;
        for (const auto& entry : fs::recursive_directory_iterator(out))
            if (entry.is_regular_file() && entry.path().filename() == "00000.png") all += content_of(entry.path());
        return all;
    };
    const std::string ten = drawn("10");
    CHECK(drawn("010") == ten);
    CHECK(drawn("18446744073709551615") != ten);
}

TEST_CASE("--feed refuses numbers that are not finite and seeds out of range with a sentence about them") {
    for (const char* text : {"nan,inf", "nan", "1,-inf", "[1, NaN]", "0;1e999"}) {
        CAPTURE(text);
        const Run r = run({"predict", "none.h5", "--feed", std::string("x=") + text});
        CHECK(r.code() == kExitUsageError);
        CHECK(contains(r.err, std::string("--feed: ") + text + " has a number that is not finite\n"));
    }
    for (const char* text : {"random:99999999999999999999999", "random:-1", "random:1000000", "random:a", "random:"}) {
        CAPTURE(text);
        const Run r = run({"predict", "none.h5", "--feed", std::string("x=") + text});
        CHECK(r.code() == kExitUsageError);
        CHECK(contains(r.err, std::string(text) + " has no seed from 0 to 999999\n"));
    }
    // Other texts are names of files.
    for (const char* text : {"x=inf.npy", "x=nan values.txt", "x=random.npy", "x=./random:a"})
        CHECK(contains(run({"predict", "none.h5", "--feed", text}).err, "none.h5: there is no such file"));
}

}  // namespace convscope
