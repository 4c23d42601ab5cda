"""Usual given names where the published lists have few; written down for this benchmark."""

# ruff: noqa: ISC004, E501  names read best in long lines

MORE = {
    "Italian": (
        "Giuseppe Giovanni Antonio Mario Luigi Vincenzo Salvatore Domenico Pietro Paolo Carlo Franco Bruno Marco Luca"
        " Stefano Roberto Claudio Massimo Fabio Michele Angelo Gaetano Calogero Rosario Raffaele Enzo Dario",
        "Maria Anna Rosa Angela Giovanna Teresa Lucia Carmela Caterina Francesca Antonietta Carla Elena Paola Laura"
        " Patrizia Daniela Silvia Simona Claudia Marina Martina Roberta Giovannina Rosaria Concetta",
    ),
    "Dutch": (
        "Jan Pieter Willem Hendrik Cornelis Gerrit Johannes Maarten Bart Sander Jeroen Erik Marcel Ruud Koen Joris Thijs",
        "Anna Maria Johanna Cornelia Wilhelmina Elisabeth Marijke Ingrid Sanne Femke Lotte Anouk Esther Monique Marleen",
    ),
    "French": (
        "Jean Pierre Michel Alain Philippe Jacques Bernard Daniel Patrick Laurent Nicolas Christophe Stéphane Frédéric"
        " Jean-Pierre Jean-Paul Jean-Claude Thierry Éric Olivier Julien Sébastien Mickaël François Gérard Hervé",
        "Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Jacqueline Sylvie Martine Anne-Marie Marie-Claude"
        " Céline Aurélie Émilie Stéphanie Véronique Christine Christiane Michèle Danielle Laurence Élodie",
    ),
    "Polish, Czech, Slovak": (
        "Andrzej Piotr Krzysztof Stanisław Tomasz Paweł Józef Marcin Marek Michał Grzegorz Jerzy Tadeusz Adam Łukasz"
        " Zbigniew Jiří Petr Pavel Zdeněk Miroslav Ladislav Jaroslav Jozef Štefan Peter Juraj Dušan Ľuboš",
        "Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Elżbieta Marta Jana Eva Hana Věra Alena Lenka"
        " Kateřina Petra Martina Monika Zuzana Jozefína Mária Helena Ivana Michaela",
    ),
    "Albanian": (
        "Agim Arben Besnik Bujar Dritan Edmond Fatmir Gëzim Ilir Klodian Luan Mentor Nexhmedin Petrit Shpend Skënder"
        " Valon Ylli Blerim Artan Ardian Altin",
        "Albana Arta Besa Blerta Drita Elira Fatime Flutura Jeta Lindita Mimoza Shpresa Teuta Valbona Vjosa Ardiana",
    ),
    "Greek": (
        "Giorgos Yannis Kostas Nikos Dimitris Panagiotis Vasilis Thanasis Spyros Stavros Petros Pavlos Manolis Lefteris",
        "Maria Eleni Katerina Vasiliki Sofia Angeliki Georgia Dimitra Anastasia Ioanna Kyriaki Despina Panagiota",
    ),
    "Romanian": (
        "Ion Gheorghe Vasile Constantin Nicolae Mihai Ştefan Florin Marian Adrian Ionuţ Cristian Cătălin Dragoş Sorin"
        " Marius Viorel Valentin",
        "Maria Elena Ioana Ana Mihaela Cristina Andreea Gabriela Alina Simona Daniela Mariana Valentina Ionela Florina",
    ),
    "Hungarian": (
        "László István József János Zoltán Sándor Gábor Ferenc Attila Péter Tamás Zsolt Tibor András Csaba Imre Lajos",
        "Mária Erzsébet Ilona Katalin Éva Anna Zsuzsanna Margit Judit Ágnes Andrea Ildikó Júlia Krisztina Szilvia",
    ),
    "Turkish": (
        "Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Emre Özgür",
        "Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Zehra Sultan Hanife Merve Havva Özlem Gülay",
    ),
    "Korean": (
        "Min-ho Ji-hoon Sung-min Young-ho Hyun-woo Dong-hyun Sang-woo Jae-hyun Tae-yang Kyung-soo Jong-su Seung-gi",
        "Ji-young Soo-jin Min-ji Eun-ji Hye-jin Young-ja Mi-sook Kyung-hee Yoon-ah Hyun-joo Sun-hee Jung-ah",
    ),
    "Chinese": (
        "Wei Jun Lei Jie Peng Hao Xiaoming Zhiqiang Jianguo Guoqiang Yong Bin Weidong Haitao Zhenhua Xiaodong Minghui",
        "Na Fang Xiuying Li Jing Yan Juan Xia Xiuli Guiying Lihua Xiaohong Meiling Yulan Shufen Hongmei Xiaoyan",
    ),
    "Vietnamese": (
        "Văn-An Minh Hùng Dũng Quang Tuấn Đức Hải Long Nam Phong Thắng Trung Việt Hoàng Khánh Bình Sơn Thành",
        "Lan Hoa Hương Linh Mai Nga Ngọc Phương Thảo Thu Thủy Trang Yến Hà Hạnh Hiền Oanh Quỳnh Vân",
    ),
    "South Asian": (
        "Rajesh Ramesh Suresh Mukesh Rakesh Amit Sunil Anil Sanjay Vijay Ravi Imran Irfan Tariq Asif Kamran Nasir"
        " Mohammad Rahim Karim Jamal Kamal",
        "Priya Priyanka Sunita Anita Kavita Savita Geeta Seeta Rekha Pooja Neha Ayesha Fatima Nasreen Parveen Shabnam",
    ),
    "Arabic": (
        "Khaled Walid Tarek Samir Karim Nabil Jamal Kamal Salim Salem Hamid Hamed Rashid Said Mahmoud Hassan Hussein"
        " Mustafa Yasser Bilal Bashir Munir Nasser Nadir",
        "Fatima Khadija Aisha Zaynab Samira Amina Latifa Salma Salima Karima Naima Nadia Rachida Malika Halima Leila",
    ),
}
