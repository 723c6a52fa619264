#include "app/lesson/predict/tally.h"

#include <doctest/doctest.h>

#include "app/lesson/predict/countdown.h"

using namespace convscope;

TEST_CASE("hands are counted for each answer and never fall below 0") {
    Tally tally;
    tally.add(0, 1);
    tally.add(0, 1);
    tally.add(1, 1);
    tally.add(2, -1);
    CHECK(tally.hands(0) == 2);
    CHECK(tally.hands(1) == 1);
    CHECK(tally.hands(2) == 0);
    CHECK(tally.total() == 3);
    CHECK(tally.largest() == 2);
    tally.add(0, 5000);
    CHECK(tally.hands(0) == kMaxHands);
    tally.add(kMaxAnswers, 1);
    CHECK(tally.total() == kMaxHands + 1);
}

TEST_CASE("answers with hands are shown also beyond the number of answers") {
    Tally tally;
    CHECK(tally.shown(4) == 4);
    tally.add(5, 1);
    CHECK(tally.shown(4) == 6);
    CHECK(answer_letter(5) == 'F');
}

TEST_CASE("a countdown rounds up and ends at 0") {
    const Countdown countdown{130};
    CHECK(countdown.remaining(100) == 30);
    CHECK(countdown.remaining(100.2) == 30);
    CHECK(countdown.next_change(100.2) == doctest::Approx(101));
    CHECK(countdown.remaining(129.5) == 1);
    CHECK(countdown.remaining(140) == 0);
    CHECK(countdown.next_change(140) == 0);
    CHECK(countdown_text(90) == "1:30");
    CHECK(countdown_text(5) == "0:05");
    CHECK(next_countdown(30) == 60);
    CHECK(next_countdown(300) == 30);
    CHECK(next_countdown(7) == 30);
}
