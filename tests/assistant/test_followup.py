"""Chat turns about invented topics: what must and must not be in the question that stands alone."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assistant.followup import standalone
from assistant.reply import History

# Q and A: what was said before. >: the message. + and -: words that the question holds, and that it must not
# hold. =: the message comes back as it was written.
TABLE = """
Q What did the Vessland statement of the May summit say about fishing?
A It promised to halve the quota.
> And Odrana?
+ What did Odrana's statement of the May summit say about fishing?
- Vessland
> And in September?
+ What did the Vessland statement say about fishing in September?
- May
> what about whaling?
+ Vessland statement
+ whaling
- fishing
> Did Odrana change its policy on whaling?
=

Q What did the Corvale Herald report about the tunnel?
A It reported that the tunnel leaks.
> And the Morning Ledger?
+ What did the Morning Ledger report about the tunnel?
- Herald
> And Reuters?
+ What did Reuters report about the tunnel?
- Herald
- the Reuters
> How did Prell see that?
+ How did Prell see what the Corvale Herald reported about the tunnel?
- regarding

Q What did Mayor Petra Lund promise the dockers?
A She promised them a new crane by the autumn.
> And Karl Oster?
+ Karl Oster promise the dockers
- Petra
- Mayor Karl
> And the teachers?
+ promise the teachers?
+ Petra Lund
- dockers
> How old is she?
+ How old is Petra Lund?
> Did Prell criticize her?
+ Did Prell criticize Petra Lund?
> Did Prell say when he would resign?
=
> Anything else?
+ What else did Mayor Petra Lund promise the dockers?
> Tell me more
+ What else did Mayor Petra Lund promise the dockers?
> How much did the telescope cost?
=
> When did the RV Halcyon return to Low Harrow?
=

Q Where did Brandt and Okoye meet in June?
A They met at the Hotel Astra in Corvale.
> And in July?
+ Where did Brandt and Okoye meet in July?
- June
> And on Monday?
+ meet on Monday?
- June
> How long did they talk?
+ How long did Brandt and Okoye talk?
- they
> Who else stayed there?
+ at the Hotel Astra
- there
> What happened before that?
+ What happened before Brandt and Okoye met at the Hotel Astra
- that?
> OK, different question. In the May summit, did Odrana repeat Vessland's worry?
+ In the May summit, did Odrana repeat Vessland's worry?
- different
- Brandt
> Changing the subject: who coaches the Rovers?
+ Who coaches the Rovers?
- subject
- Brandt
> And what did the governor of Teel say about the flood?
+ What did the governor of Teel say about the flood?
- regarding
- Brandt

Q How many members voted for the merger?
A There were 212 votes in favour.
> And against it?
+ members
+ merger

Q What did Odrana's readout of the call omit?
A The tariffs.
> and the EU?
+ What did the EU readout of the call omit?
- Odrana
> And Vessland's?
+ Vessland's readout of the call
- Odrana

Q How much did exports fall in 2023?
A By 4 percent.
> And in 2024?
+ How much did exports fall in 2024?
- 2023

Q What did the union say about the offer?
A It rejected it.
> And the company?
+ What did the company say about the offer?
- union

Q How many trains ran to Teel?
A Six.
> And to Corvale?
+ How many trains ran to Corvale?
- Teel

Q What did the Vessland statement of the May summit say about fishing?
A It promised to halve the quota.
Q And Odrana?
A It promised nothing.
> And Iskara?
+ What did Iskara's statement of the May summit say about fishing?
- Odrana

Q What did the minister say about the port?
A He wants it closed.
> And according to the Herald?
+ according to the Herald?
+ port

Q Who decided the case?
A Judge Ines Farrow of the maritime court.
> What did she decide about the cargo?
+ What did Ines Farrow decide about the cargo?
- maritime
> What do those who lost their boats say?
=
> Did the paper that broke the story name its source?
=

Q Who decided the case?
A Judge Ines Farrow of the maritime court.
Q Was it her first case?
A Yes, it was the first since May.
> And what did she tell the owners when they appealed?
+ Ines Farrow tell the owners when they appealed?
- regarding
- Was tell
- May tell

Q Who coaches the Teel Rovers?
A Former striker Davy Munro, who is 39.
> has he ever played for another club
+ Has Davy Munro ever played for another club?
- Teel
> What is his contract worth?
+ What is Davy Munro's contract worth?

Q Who coaches the Teel Rovers?
A Former striker Davy Munro, who is 39.
Q When was the dam above Teel finished?
A In 1962.
> Did he win anything?
+ Did Davy Munro win anything?
- Teel

Q Who spoke for the ministry on Tuesday?
A Ministry spokesman Ivo Prell.
> what did he say about the leak
+ What did Ivo Prell say about the leak?
- Tuesday
- Ministry say

Q What did Prell say about Lund?
A He said Anna Lund was wrong.
> What else did he say?
+ What else did Prell say
- Lund say

Q Who replaced Ms Lund?
A Mr Oster.
> Why did she leave?
+ Why did
+ Lund leave?
- Oster

Q How long has Tove Aas led the party?
A For nine years.
> who wants to succeed her
+ Who wants to succeed Tove Aas?
- her

Q Which mill burned down?
A The paper mill at Low Harrow burned down on Friday.
> when was it built
+ When was the paper mill at Low Harrow built?
- it
> Who owned it?
+ Who owned the paper mill at Low Harrow?
- it?
> Is it true that nobody was hurt in the mill at Low Harrow?
=
> How many people are there in Corvale's fire brigade?
=
> Is that true?
+ Is it true that the paper mill at Low Harrow burned down
> When did it happen?
+ happen that the paper mill at Low Harrow burned down
> which towns lost power on Sunday
=
> So how long did the search take?
+ How long did the search take, regarding
+ mill

Q When was the dam above Teel finished?
A In 1962.
> How high is it?
+ How high is the dam above Teel?
- it?

Q Does the museum have a night bus?
A Yes, the guide Pia Holt mentioned one.
> How often does it run?
+ How often does the night bus run?
- it

Q When was the report about the Astra tower published?
A On 3 May.
> Who wrote it?
+ Who wrote the report about the Astra tower?

Q What did Lund unveil in Teel?
A A glass bridge.
> What did it cost?
+ What did the glass bridge cost?
- it

Q Which ferries did Odrana buy for the northern route?
A It bought the Skua and the Tern.
> How many of them were there?
+ How many ferries did Odrana buy for the northern route?
- them
> And which ones did Vessland buy?
+ Which ferries did Vessland buy for the northern route?
- ones
> What did they cost?
+ What did the ferries cost?
- they

Q Why did the tram drivers strike?
A They want shorter shifts.
> What did they reject?
+ What did the tram drivers reject?
- they
> The companies, what do they offer?
+ The companies, what do they offer
- tram drivers offer
> Did the passengers say whether they would support the strike in Corvale?
=
> How did Lund see that?
+ How did Lund see
+ tram drivers
- that?

Q What did Lund say about the crew of the Tern?
A She praised the nine sailors.
> Did Oster's letter mention them too?
+ Did Oster's letter mention the crew of the Tern too?
- them

Q Who signed the treaty?
A Ana Brandt and Chidi Okoye.
> When did they sign it?
+ Ana Brandt and Chidi Okoye
+ treaty
- they
- it?

Q Where did the first votes come from?
A From Gull Island, where Aas led.
> And by how many votes there?
+ By how many votes at Gull Island
- there

Q Where did Lund go before Teel?
A She visited Corvale and Harrow.
> Which paper reported that?
+ Which paper reported that
+ Lund visited Corvale and Harrow

Q What does Odrana want to show, according to Prell?
A That Vessland backs the quota.
> Is that confirmed by the Vessland readout?
+ Vessland backs the quota
+ confirmed by the Vessland readout?
- Is that

Q What was Odrana hoping to gain with the visit, according to Prell?
A Odrana was hoping to soften the quota.
> why
+ Why was Odrana hoping to soften the quota, according to Prell?
- regarding

Q What did Vessland do after the storm?
A Vessland closed two ports.
> Why?
+ Why did Vessland close two ports?

Q What was the tariff row about?
A Odrana taxed Vessland's steel.
> When did it happen?
+ When did the tariff row happen?

Q Who brought the complaint?
A Jonas Pike, a net mender.
> Why?
+ Jonas Pike
+ complaint
- Who

Q What did the Norvik readout of the March call omit?
A It did not mention the detained trawler.
> and in april?
+ What did the Norvik readout omit in april?
> And Tavia's?
+ What did Tavia's readout of the March call omit?
> How did Tavia react to that?
+ How did Tavia react to what the Norvik readout of the March call omitted?
> why
+ Why did the Norvik readout of the March call not mention the detained trawler?

Q What did Governor Amal Reyes say about the flood?
A Governor Amal Reyes said the levee had failed because of neglect.
> When did she say that?
+ When did Amal Reyes say that the levee had failed because of neglect?
> who else said so?
+ Who else said that the levee had failed because of neglect?
> Why?
+ Why did Governor Amal Reyes say the levee had failed because of neglect?
> And her deputy?
+ What did Amal Reyes's deputy say about the flood?
> Does anybody deny that?
+ Does anybody deny that the levee had failed because of neglect?
> What about the dam?
+ What did Governor Amal Reyes say about the dam?
> how many people died in it
+ How many people died in the flood?

Q Who won the Pell Prize?
A Novelist Ruth Adeyemi won the Pell Prize for The Salt Road.
> When was she born?
+ When was Ruth Adeyemi born?
> Who won it last year?
+ Who won the Pell Prize last year?
> And the Booker?
+ Who won the Booker?
> And in 2019?
+ Who won the Pell Prize in 2019?

Q How many soldiers did Karsk deploy to the border?
A About 4,000.
> And Tavia?
+ How many soldiers did Tavia deploy to the border?
> Why did it do that?
+ Why did Karsk deploy the soldiers to the border?
> When?
+ When did Karsk deploy the soldiers to the border?
> And how many tanks?
+ How many tanks did Karsk deploy to the border?
> How far is it from Tavia?
+ How far is the border from Tavia?
> and ships?
+ How many ships did Karsk deploy to the border?
> Where did they come from?
+ Where did the soldiers come from?
> Who commands them?
+ Who commands the soldiers?

Q What does the report by Transit Watch recommend?
A It recommends closing two lines.
> Why?
+ Why does the report by Transit Watch recommend closing two lines?
> Who wrote it?
+ Who wrote the report by Transit Watch?
> Has the ministry commented on it?
+ Has the ministry commented on the report by Transit Watch?
> Thanks!
=
> ok
=
> Who disagrees with this?
+ Who disagrees with what the report by Transit Watch recommends?
> What happened next?
+ What happened next, regarding the report by Transit Watch?
> Really?
+ Is it true that the report by Transit Watch recommends closing two lines?
> Are you sure?
+ Is it true that the report by Transit Watch recommends closing two lines?
> Let's talk about something else. Who is Ruth Adeyemi?
+ Who is Ruth Adeyemi?
> Who is Ruth Adeyemi?
=
> summarize it
+ Summarize the report by Transit Watch.

Q Why did the shipyard close?
A Ilse Brandt, an economist at the University of Corvale, told the Corvale Herald that orders had run out.
> why did she say that
+ Why did Ilse Brandt say that orders had run out?
> where is it
+ Where is the shipyard?

Q When did the shipyard close?
A On 4 May, after the last ferry was delivered.
> why
+ Why did the shipyard close on 4 May
> Who else said that?
+ Who else said that the shipyard closed on 4 May
> and the union?
+ as for the union?
+ shipyard

Q What did the harbour chief say?
A "We will not pay," the harbour chief, Anton Weir, said on Friday.
> why
+ Why, regarding what the harbour chief said?
> Why did that happen?
+ regarding the harbour chief?
- what

Q How did the minister learn of the leak?
A From a diver. The minister, Aki Mori, was on holiday.
Q Who took the photographs?
A A passenger took them.
> Who attended?
+ Who attended, regarding the photographs?
> Where did the sailors who saw it live?
+ Where did the sailors who saw
"""


@dataclass(frozen=True, slots=True)
class Turn:
    history: History
    message: str
    held: tuple[str, ...]
    absent: tuple[str, ...]


def turns() -> Iterator[Turn]:
    for block in TABLE.strip().split("\n\n"):
        before, *messages = block.split("\n> ")
        lines = [line[2:] for line in before.split("\n")]
        history = tuple(zip(lines[::2], lines[1::2], strict=True))
        for message, *rules in (text.split("\n") for text in messages):
            held = tuple(rule[2:] for rule in rules if rule[0] == "+")
            absent = tuple(rule[2:] for rule in rules if rule[0] == "-")
            yield Turn(history, message, held, absent)


TURNS = tuple(turns())


@pytest.mark.parametrize("turn", TURNS, ids=[turn.message for turn in TURNS])
def test_a_turn_becomes_the_question_it_asks(turn: Turn) -> None:
    question = standalone(turn.message, turn.history).question
    assert question == turn.message or question[-1] in "?."
    assert [words for words in turn.held if words not in question] == [], question
    assert [words for words in turn.absent if f" {words}" in question] == [], question
    assert turn.held or question == turn.message


@pytest.mark.parametrize("turn", TURNS, ids=[turn.message for turn in TURNS])
def test_a_first_message_comes_back_as_it_was_written(turn: Turn) -> None:
    assert standalone(turn.message, ()).question == turn.message


@pytest.mark.parametrize("turn", TURNS, ids=[turn.message for turn in TURNS])
def test_a_resolved_question_stays_as_it_is(turn: Turn) -> None:
    question = standalone(turn.message, turn.history).question
    assert standalone(question, ()).question == question


def test_who_asks_for_more_is_not_told_the_same_again() -> None:
    history = (("What did Lund promise?", "A crane. She named no date."), ("And Oster?", "Nothing."))
    assert standalone("What else did she promise?", history).spoken == (
        "A crane.",
        "She named no date.",
        "Nothing.",
    )
    assert standalone("And the teachers?", history).spoken == ()


def test_a_turn_is_read_in_less_than_a_millisecond() -> None:
    for turn in TURNS:
        standalone(turn.message, turn.history)
    started = time.perf_counter()
    for turn in TURNS:
        standalone(turn.message, turn.history)
    # Half a millisecond when alone on the machine; the bound leaves room for a busy one.
    assert (time.perf_counter() - started) / len(TURNS) < 0.005


@pytest.mark.parametrize("text", ["the old " * 250, "Aa " * 600, "and Bb " * 280, "Japan's " * 240, "of the " * 280])
def test_no_text_takes_long(text: str) -> None:
    started = time.perf_counter()
    standalone(text, ((text, text),))
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("text", ["", "?", "…", "“", "  ", "1", "’s"])
def test_no_exchange_is_too_odd_to_be_read(text: str) -> None:
    assert standalone("And it?", ((text, text),)).question
    assert standalone("why", (("Why?", text), (text, "Yes."))).question


@pytest.mark.parametrize(
    ("before", "message", "whole"),
    [
        ("What did the US readout omit?", "And Japan?", "What did Japan's readout omit?"),
        ("What is missing from the US statement?", "And from Japan's?", "What is missing from Japan's statement?"),
        (
            "What is absent from the US readout?",
            "And from the Japanese one?",
            "What is absent from the Japanese readout?",
        ),
    ],
)
def test_after_an_omission_another_side_is_asked_for_its_omissions(before: str, message: str, whole: str) -> None:
    assert standalone(message, ((before, "Much."),)).question == whole
