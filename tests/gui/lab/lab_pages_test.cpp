// The pages of the Filter Lab are opened with a row of buttons or with keys, and left with Esc.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <array>
#include <utility>

#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

TEST_CASE("each page opens with its button and its key, and Esc returns to the page of filters") {
    struct Page {
        const char* button;
        int key;
        LabPage page;
    };
    constexpr std::array<Page, 3> kPages{Page{"lab.page.colour", GLFW_KEY_R, LabPage::colour},
                                         Page{"lab.page.chain", GLFW_KEY_K, LabPage::chain},
                                         Page{"lab.page.learn", GLFW_KEY_L, LabPage::learn}};
    Driver driver;
    for (const Page& page : kPages) {
        CAPTURE(page.button);
        driver.click(page.button);
        driver.settle();
        CHECK(driver.view().page == page.page);
        REQUIRE(driver.has("lab.page.filter"));
        driver.key(GLFW_KEY_ESCAPE);
        driver.settle();
        CHECK(driver.view().page == LabPage::filter);
        driver.key(page.key);
        driver.settle();
        CHECK(driver.view().page == page.page);
        driver.click("lab.page.filter");
        driver.settle();
        CHECK(driver.view().page == LabPage::filter);
    }
}

TEST_CASE("from every page every other page can be opened") {
    Driver driver;
    for (const char* from : {"lab.page.colour", "lab.page.chain", "lab.page.learn"})
        for (const char* to : {"lab.page.learn", "lab.page.chain", "lab.page.colour"}) {
            driver.click(from);
            driver.settle();
            driver.click(to);
            driver.settle();
            REQUIRE(driver.has("lab.page.filter"));
        }
    CHECK(driver.view().page == LabPage::colour);
    // The keys too open a page directly, without the page of filters in between.
    for (const auto& [key, page] : {std::pair(GLFW_KEY_K, LabPage::chain), std::pair(GLFW_KEY_L, LabPage::learn),
                                    std::pair(GLFW_KEY_R, LabPage::colour), std::pair(GLFW_KEY_L, LabPage::learn),
                                    std::pair(GLFW_KEY_K, LabPage::chain)}) {
        driver.key(key);
        driver.settle();
        CHECK(driver.view().page == page);
    }
}
